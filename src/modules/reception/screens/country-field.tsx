import { Select, useText } from '#ui';
import type { FieldBinding, FieldWords } from '#ui';
import { useDeskChoices } from './data.ts';

/** The country somebody comes from: those of the pack; names come from the browser, in the reader's language. */
export function CountryField(field: FieldWords & FieldBinding<string>) {
  const { locale } = useText();
  const choices = useDeskChoices();
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  const codes = [...new Set([...(choices.data?.fromCountries ?? []), ...(field.value ? [field.value] : [])])];
  return <Select {...field} options={codes.map((code) => ({ value: code, label: names.of(code) ?? code }))} />;
}
