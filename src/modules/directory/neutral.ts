import type { Locale } from '#kernel/codes';

/**
 * Words for pages that others may see over a person's shoulder: how somebody came back is nobody's business there.
 * Texts of the sources are rewritten where they say it; what cannot be rewritten is not shown.
 */

const TELL_TALE = new RegExp([
  'deport|repatri|\\brepat\\b|expuls|expell|removal|retornad|devuelt|inmate|convict|\\bmpp\\b',
  // Whether it was somebody's own choice tells as much.
  'retorno (?:forz|involunt|volunt)|retorno fue voluntari|(?:forced|involuntary|voluntary) return|return was voluntary|(?:plan to go home|go home|came back) (?:voluntarily|by choice)',
].join('|'), 'i');

type Rule = readonly [RegExp, string];

const RULES: Readonly<Record<Locale, readonly Rule[]>> = {
  es: [
    [/\bal migrante (deportado|repatriado|retornado)\b/gi, 'a personas que regresaron'],
    [/\b(de|a|para|con|entre) (deportad|repatriad|retornad|devuelt)[oa]s\b/gi, '$1 personas que regresaron'],
    [/\b(deportad|repatriad|retornad|devuelt)[oa]s\b/gi, 'que regresaron'],
    [/\b(deportad|repatriad|retornad|devuelt)[oa]\b/gi, 'que regresó'],
    [/\bdeportaciones\b/gi, 'retornos'],
    [/\bdeportación\b/gi, 'retorno'],
    // What an office gives whoever comes in is known as that of the arrival too.
    [/\brepatriaciones\b/gi, 'llegadas'],
    [/\bRepatriación\b/g, 'Llegada'],
    [/\brepatriación\b/gi, 'llegada'],
  ],
  en: [
    [/\bdeportee-led\b/gi, 'returnee-led'],
    [/\bdeportees\b/gi, 'people who came back'],
    [/\bdeportee\b/gi, 'person who came back'],
    [/\bdeported \/ officially repatriated\b/gi, 'returned'],
    [/ for persons returned under MPP\b/gi, ''],
    [/\bwere (deported|repatriated|expelled)\b/gi, 'came back'],
    [/\b(deported|repatriated|expelled)\b/gi, 'returned'],
    [/\bRepatriations?\b/g, 'Arrival'],
    [/\brepatriations?\b/gi, 'arrival'],
    [/\bdeportations?\b/gi, 'return'],
    [/\bremoval flights?\b/gi, 'return flights'],
  ],
};

/** True if a text says how somebody came back. */
export function isTellTale(text: string): boolean {
  return TELL_TALE.test(text);
}

/** The text in neutral words; empty if it cannot be said neutrally. */
export function neutral(text: string, locale: Locale): string {
  const other: Locale = locale === 'es' ? 'en' : 'es';
  // A Spanish text may carry an English word and the other way round.
  const said = [...RULES[locale], ...RULES[other]].reduce((words, [from, to]) => words.replace(from, to), text);
  return isTellTale(said) ? '' : capitalised(said);
}

/** The text with a capital at its beginning. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** A proper name in neutral words: one that tells by itself gives way to its acronym, which is what doors and signs say. */
export function neutralName(name: string, acronym: string | null, locale: Locale): string {
  return isTellTale(name) ? (acronym ?? neutral(name, locale)) : name;
}

/** The name of a service in neutral words; a service called like its organization goes by the acronym. */
export function neutralServiceName(name: string, organization: { names: readonly string[]; acronym: string | null }, locale: Locale): string {
  return organization.names.includes(name) ? neutralName(name, organization.acronym, locale) : neutral(name, locale);
}
