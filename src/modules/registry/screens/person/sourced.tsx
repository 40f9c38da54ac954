/** Where what stands on the page comes from, shown on demand. */
import { useState } from 'react';
import { Button, useText } from '#ui';
import type { FieldSource, PersonFact } from '../../schema.ts';

/** Origin of a value: how it is known, where it was noted, when, and by whom as far as that is shown. */
export type Origin = Omit<FieldSource, 'field'>;

export const originOfFact = ({ source, seen, at }: PersonFact): Origin => ({ source, evidence: seen ? 'seen' : 'declared', at, by: null });

/** "Visto en un documento · 10 de marzo · Ana". A place of recording without a name of its own is left out. */
function useOriginWords(): (origin: Origin) => string {
  const { t, has, formatDate } = useText();
  const place = (source: string): string | null => (has(`registry.source.${source}`) ? t(`registry.source.${source}`) : null);
  return ({ evidence, source, at, by }) => [t(`registry.evidence.${evidence}`), place(source), formatDate(at), by].filter(Boolean).join(' · ');
}

/** A value with its origin beneath. */
export function Sourced({ value, origin }: { readonly value: string; readonly origin: Origin | undefined }) {
  const { t } = useText();
  const words = useOriginWords();
  return (
    <span className="registry-sourced">
      <span>{value}</span>
      <small className="ui-soft">{origin ? words(origin) : t('registry.data.no-source')}</small>
    </span>
  );
}

/** Whether origins are shown, and the button that shows and hides them. */
export function useSources() {
  const { t } = useText();
  const [shown, setShown] = useState(false);
  const button = <Button size="small" look="quiet" icon="question" onClick={() => setShown(!shown)}>{t(shown ? 'registry.data.hide-sources' : 'registry.data.sources')}</Button>;
  return { shown, button };
}
