import type { Locale } from '#kernel/codes';

/**
 * Words for pages that others may see over a person's shoulder: how somebody came back is nobody's business there.
 * Texts of the sources are rewritten where they say it; what cannot be rewritten is not shown.
 */

const TELL_TALE = /deport|repatriad|repatriated|expuls|removal|retornad|devuelt|inmate|convict/i;

type Rule = readonly [RegExp, string];

const RULES: Readonly<Record<Locale, readonly Rule[]>> = {
  es: [
    [/\b(deportad|repatriad|retornad|devuelt)[oa]s\b/gi, 'que regresaron'],
    [/\b(deportad|repatriad|retornad|devuelt)[oa]\b/gi, 'que regresó'],
    [/\bdeportaciones\b/gi, 'retornos'],
    [/\bdeportación\b/gi, 'retorno'],
    [/\bmigrantes que regresaron\b/gi, 'personas que regresaron'],
  ],
  en: [
    [/\bdeportees\b/gi, 'people who came back'],
    [/\bdeportee\b/gi, 'person who came back'],
    [/\bdeported \/ officially repatriated\b/gi, 'returned'],
    [/\b(deported|repatriated)\b/gi, 'returned'],
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

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** A name in neutral words; a proper name that tells by itself gives way to its acronym. */
export function neutralName(name: string, acronym: string | null, locale: Locale): string {
  if (!isTellTale(name)) return name;
  // "Deportados Unidos…": the telling word is the subject, so no rewriting makes a name of it.
  if (/^(deportad|retornad|repatriad)/i.test(name)) return acronym ?? '';
  return neutral(name, locale);
}
