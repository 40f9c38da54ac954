import type { BirthPrecision } from '#kernel/birth';
import { useText } from '#ui';
import { printBirth } from '../rules/birth.ts';

/** A birth as a reader reads it: as much as is known, and "about" where somebody guessed. */
export function useBirthWords(): (date: string, precision: string) => string {
  const { t, formatDate } = useText();
  return (date, precision) => {
    const known = printBirth(date, precision as BirthPrecision);
    return precision === 'estimated' ? t('registry.birth.estimated', { year: known }) : formatDate(known);
  };
}
