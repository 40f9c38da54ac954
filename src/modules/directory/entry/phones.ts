import type { DirectoryPhone } from './parts.ts';

interface Reached {
  readonly confidentialLocation: boolean;
  readonly phones: readonly DirectoryPhone[];
  readonly places: readonly { readonly confidential: boolean; readonly phones: readonly DirectoryPhone[] }[];
}

const SPOKEN = new Set(['voice', 'cell', 'text']);

/** Numbers that may be shown, that of the intake first. Of a secret place there is no other. */
export function phonesToShow(service: Reached): DirectoryPhone[] {
  const ofPlaces = service.places.flatMap((place) => (place.confidential ? place.phones.filter((phone) => phone.intake) : place.phones));
  const all = [...service.phones, ...ofPlaces];
  const intake = all.filter((phone) => phone.intake);
  return service.confidentialLocation ? intake : [...intake, ...all.filter((phone) => !phone.intake)];
}

/** The number to call first, with its extension; null where no source prints one. */
export function phoneToCall(service: Reached): string | null {
  const phone = phonesToShow(service).find((one) => SPOKEN.has(one.kind));
  if (!phone) return null;
  return phone.extension === null ? phone.number : `${phone.number} ext. ${phone.extension}`;
}

/** What any entry says of its telephones; one from before they were lists says nothing. */
export function reachOf(entry: Readonly<Record<string, unknown>>): Reached {
  const places = (entry['places'] ?? []) as readonly Partial<Reached['places'][number]>[];
  return {
    confidentialLocation: entry['confidentialLocation'] === true, phones: (entry['phones'] ?? []) as DirectoryPhone[],
    places: places.map((place) => ({ confidential: place.confidential === true, phones: place.phones ?? [] })),
  };
}

const EXTENSION = /\s*(?:ext\.?|extensi[oó]n|x)\s*(\d{1,8})\s*$/i;

/** The list with another number to call first, written as people write it; of a secret place it is that of the intake. */
export function withNumber(service: Reached, text: string): DirectoryPhone[] {
  const extension = EXTENSION.exec(text)?.[1];
  const told = { number: text.replace(EXTENSION, '').trim(), extension: extension === undefined ? null : Number(extension) };
  const first = phonesToShow({ ...service, places: [] }).find((one) => SPOKEN.has(one.kind));
  if (first) return service.phones.map((one) => (one === first ? { ...one, ...told } : one));
  return [...service.phones, { ...told, kind: 'voice', intake: service.confidentialLocation, languages: [], note: null }];
}
