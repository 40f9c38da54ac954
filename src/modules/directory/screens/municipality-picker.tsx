import { Combobox } from '#ui';
import type { ComboOption, FieldBinding, FieldWords } from '#ui';
import { findMunicipalities } from './data.ts';

/** A municipality of the country, found while typing, accents and small slips aside. */
export function MunicipalityPicker(props: FieldBinding<string> & FieldWords & { readonly onPick?: (option: ComboOption | null) => void }) {
  return <Combobox {...props} load={(text) => findMunicipalities({ text })} resolve={async (id) => (await findMunicipalities({ id }))[0] ?? null} />;
}
