import { api } from '#platform/client';
import { Combobox } from '#ui';
import type { ComboOption, FieldBinding, FieldWords } from '#ui';

interface PlaceAnswer {
  readonly places: readonly { readonly admin2: string; readonly name: string; readonly admin1Name: string }[];
}

async function places(query: { text?: string; id?: string }): Promise<ComboOption[]> {
  const answer = await api.get<PlaceAnswer>('/api/places', query);
  return answer.places.map((p) => ({ value: p.admin2, label: p.name, note: p.admin1Name }));
}

/** A municipality of the country, found while typing. */
export function PlaceField(props: FieldBinding<string> & FieldWords & { readonly onPick?: (option: ComboOption | null) => void }) {
  return <Combobox {...props} load={(text) => places({ text })} resolve={async (id) => (await places({ id }))[0] ?? null} />;
}
