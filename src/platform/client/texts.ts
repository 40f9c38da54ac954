import type { Locale } from '#kernel/codes';
import { fetchedLater } from './fetched-later.ts';

type Texts = Readonly<Record<string, string>>;
interface Sentences { readonly texts: Texts }

const FIRST: Readonly<Record<Locale, () => Promise<Sentences>>> = { es: () => import('./texts-es.ts'), en: () => import('./texts-en.ts') };
const REST: Readonly<Record<Locale, () => Promise<Sentences>>> = { es: () => import('./texts-es-rest.ts'), en: () => import('./texts-en-rest.ts') };

/** One record per language, so that sentences that follow are there for whoever holds it. */
const kept: Readonly<Record<Locale, Record<string, string>>> = { es: {}, en: {} };
let restWanted = false;

async function addTo(locale: Locale, sentences: Promise<Sentences>): Promise<Texts> {
  return Object.assign(kept[locale], (await sentences).texts);
}

const rest: Readonly<Record<Locale, () => Promise<Texts>>> = {
  es: fetchedLater(() => addTo('es', REST.es())),
  en: fetchedLater(() => addTo('en', REST.en())),
};

/** Sentences of one language: those of the shell and the homes, and the rest too once some page has needed it; only that language travels. */
export async function loadTexts(locale: Locale): Promise<Texts> {
  const first = addTo(locale, FIRST[locale]());
  if (restWanted) await rest[locale]();
  return first;
}

/** The sentences that no home shows; whoever holds the texts of the language finds them there afterwards. */
export function restOfTexts(locale: Locale): Promise<Texts> {
  restWanted = true;
  return rest[locale]();
}
