/** What two desks that register one person at the same second have in common: whoever claims it second waits, and then sees the first. */
import { numberKey, phoneDigits, hashKey } from './keys.ts';
import { rootName, soundOf, type NameTokens } from './names.ts';

/** Claims of a person about to be registered, as hashes in one order for everybody, so that nobody waits in a circle. */
export function registrationClaims(person: { readonly tokens: NameTokens; readonly birthDate: string | null; readonly numbers: readonly string[]; readonly phone: string | null }): number[] {
  const { tokens, birthDate, numbers } = person;
  const surnames = [tokens.surname1.join(''), tokens.surname2.join('')].filter(Boolean).map(soundOf);
  const given = tokens.given.map((w) => soundOf(rootName(w)));
  const phone = person.phone ? phoneDigits(person.phone) : null;
  const names = birthDate
    ? (surnames.length > 0 ? surnames : given).map((sound) => hashKey(`day|${birthDate}|${sound}`))
    : [hashKey(`name|${[...given, ...surnames].toSorted().join(' ')}`)];
  return [...new Set([...numbers.map(numberKey), ...(phone ? [hashKey(`phone|${phone}`)] : []), ...names])].toSorted((a, b) => a - b);
}
