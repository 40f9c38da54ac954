import { describe, expect, it } from 'vitest';
import { directorySlice } from '#directory';
import { isMeantFor, leavesOf, unfairLeaves, type Criteria } from '#kernel/criteria';
import { GUARDED_FACTS, known, type FactCode, type FactSet, type FactState } from '#kernel/facts';
import { openPacks } from '#platform/country';
import { PEOPLE, type SyntheticPerson } from './people.ts';
import { everyNeed, needsOf, SITUATIONS, suggestFor } from './situations.ts';

/**
 * The order of services is the same whether or not something is noted on looks, record or manner of return, except for
 * services that are explicitly meant for that group. Over every situation in which there is a person.
 */
const AT = '2026-11-21';
const guarded = new Set<FactCode>(GUARDED_FACTS);
const packs = [...openPacks(['MX', 'SV', 'GT', 'HN']).values()].map((pack) => pack.slice(directorySlice));
const services = packs.flatMap((pack) => pack.services);
const criteriaOf = (service: (typeof services)[number]): Criteria[] => [service.criteria, ...Object.values(service.needCriteria)].filter((one) => one !== null) as Criteria[];

/** Services that speak of how somebody came back, or of a record, at all; and those meant for one group of them. */
const speaking = new Set(services.filter((s) => criteriaOf(s).some((c) => leavesOf(c).some((leaf) => guarded.has(leaf.fact)))).map((s) => s.id));
const meant = new Set(services.filter((s) => criteriaOf(s).some((c) => isMeantFor(c, guarded))).map((s) => s.id));

const declined: FactState = { state: 'declined', at: AT };
const VARIANTS: readonly FactSet[] = [
  {},
  { appearanceNote: known(true, AT) },
  { criminalRecord: known('minor', AT) },
  { criminalRecord: known('serious', AT), appearanceNote: known(true, AT), timesReturned: known(5, AT), offenceKinds: known(['violence'], AT), pendingCharges: known(true, AT) },
  { criminalRecord: declined, timesReturned: declined },
  ...(['deported', 'assistedVoluntary', 'independentVoluntary'] as const).map((kind) => ({ returnType: known(kind, AT) })),
  { returnType: declined, returnRoute: declined },
  ...(['land', 'air', 'sea'] as const).map((route) => ({ returnRoute: known(route, AT) })),
];

function plain(person: SyntheticPerson): FactSet {
  return Object.fromEntries(Object.entries(person.facts).filter(([code]) => !guarded.has(code as FactCode))) as FactSet;
}

/** Lists of all needs without some services, byte for byte. */
function lists(person: SyntheticPerson, facts: FactSet, left: ReadonlySet<string>): string {
  const shown = suggestFor(person, { facts, needs: [...needsOf(person), ...everyNeed(person.country)] });
  return JSON.stringify(shown.needs.map((need) => [need.needCode, need.offers, need.notFitting].map((list) => (typeof list === 'string' ? list : list.filter((one) => !left.has(one.serviceId))))));
}

describe.each(SITUATIONS.filter((s) => s.id in PEOPLE))('$id $title', (situation) => {
  describe.each(PEOPLE[situation.id]!)('$run', (person) => {
    it.each([true, false])('sees the same lists with and without such notes, but for services that speak of them (closed circle: %s)', (closedCircle) => {
      const seen = { ...person, closedCircle };
      const expected = lists(seen, plain(person), speaking);
      for (const variant of VARIANTS) expect(lists(seen, { ...plain(person), ...variant }, speaking)).toBe(expected);
    });

    it('sees the same verdicts in the same order however the return was, but for services meant for that very group', () => {
      const order = (kind: string): string => JSON.stringify(suggestFor(person, { facts: { ...person.facts, returnType: known(kind, AT) }, needs: everyNeed(person.country) })
        .needs.map((need) => need.offers.filter((one) => !meant.has(one.serviceId)).map((one) => [one.serviceId, one.verdict])));
      expect(order('assistedVoluntary')).toBe(order('deported'));
      expect(order('independentVoluntary')).toBe(order('deported'));
    });

    it('has the same needs with and without such notes, but for support that people with a record asked for', () => {
      const codes = (facts: FactSet): string[] => needsOf({ ...person, facts }).filter((need) => need.code !== 'ex_offender_support').map((need) => `${need.code} ${need.urgency}`).sort();
      for (const variant of VARIANTS) expect(codes({ ...plain(person), ...variant })).toEqual(codes(plain(person)));
    });
  });
});

describe('services meant for a group', () => {
  const NAMING: Readonly<Partial<Record<FactCode, RegExp>>> = {
    returnType: /deported|voluntary|repatriat/, returnRoute: /by air|by land|registered on arrival/, criminalRecord: /criminal_record|offence/,
  };

  it('are named as such by their source', () => {
    for (const service of services.filter((s) => meant.has(s.id))) {
      const words = [...service.targetGroups, ...service.eligibility.map((text) => text.detail)].join(' ');
      for (const leaf of criteriaOf(service).flatMap(leavesOf).filter((one) => guarded.has(one.fact))) expect([service.id, words]).toEqual([service.id, expect.stringMatching(NAMING[leaf.fact]!)]);
    }
  });

  it('open a door and never close one: no service leaves out people with a record, or by how they came back', () => {
    expect(services.filter((s) => criteriaOf(s).some((c) => unfairLeaves(c).length > 0)).map((s) => s.id)).toEqual([]);
  });
});
