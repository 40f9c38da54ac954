import { describe, expect, it } from 'vitest';
import { PEOPLE } from './people.ts';
import { everyNeed, find, shownServices, SITUATIONS, suggestFor } from './situations.ts';

/** Recommended names that cannot come up as a service for one person; the reason stands in docs/scenarios.md. */
const NOT_A_SERVICE = new Set(['hn-national-registry']);

/** Excluded for the needs of this person, although another need could lead there; the reason stands in docs/scenarios.md. */
const ONLY_FOR_THESE_NEEDS: Readonly<Record<string, readonly string[]>> = {
  // The stated reason is "toolkit, not employment": who looks for tools may find it.
  'S-20': ['hn-genesis-kits'],
};

describe.each(SITUATIONS.filter((s) => s.id in PEOPLE))('$id $title', (situation) => {
  describe.each(PEOPLE[situation.id]!)('$run', (person) => {
    const suggestions = suggestFor(person);
    const shown = shownServices(suggestions);

    it.each(situation.recommend.filter((id) => !NOT_A_SERVICE.has(id)))('suggests %s, with reasons or with what is still needed', (serviceId) => {
      expect(shown).toContain(serviceId);
      expect(['fits', 'fitsOnce']).toContain(find(suggestions, serviceId)?.verdict);
    });

    it.each(situation.exclude)('never suggests %s', (serviceId) => {
      expect(shown).not.toContain(serviceId);
    });

    it.each(situation.exclude.filter((id) => !ONLY_FOR_THESE_NEEDS[situation.id]?.includes(id)))('does not suggest %s for any other need either', (serviceId) => {
      expect(shownServices(suggestFor(person, { needs: everyNeed(person.country) }))).not.toContain(serviceId);
    });
  });
});
