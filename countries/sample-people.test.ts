import { describe, expect, it } from 'vitest';
import { directorySlice, samplePeopleSlice } from '#directory';
import { judgeOne } from '#directory/matching';
import { isMeantFor, type Criteria } from '#kernel/criteria';
import { GUARDED_FACTS, known, type FactCode, type FactSet, type FactValue } from '#kernel/facts';
import { openPacks } from '#platform/country';
import { offerAnywhere } from '../src/modules/directory/offers.ts';

/** Made-up people on whom stewards try conditions. */
const TODAY = '2026-11-23';
const packs = [...openPacks(['MX', 'SV', 'GT', 'HN', 'ZZ']).values()];
const guarded = new Set<FactCode>(GUARDED_FACTS);
const factsOf = (facts: object): FactSet => Object.fromEntries(Object.entries(facts).map(([code, value]) => [code, known(value as FactValue, TODAY)]));

describe.each(packs.map((pack) => [pack.code, pack] as const))('sample people of %s', (code, pack) => {
  const { people } = pack.slice(samplePeopleSlice);
  const { services, documents } = pack.slice(directorySlice);

  it('live in places and hold papers that exist', () => {
    for (const { id, facts } of people) {
      const home = facts.destinationAdmin2;
      if (home !== undefined) expect([id, pack.places.get(String(home))?.admin1]).toEqual([id, facts.destinationAdmin1]);
      expect(Object.keys(facts.documentsHeld ?? {}).filter((paper) => !documents.some((one) => one.id === paper))).toEqual([]);
    }
  });

  it('tell apart what services ask: no service is the same to all of them unless it asks nothing', () => {
    const asking = services.filter((s) => s.matchable && s.criteria !== null && JSON.stringify(s.criteria).includes('"age"'));
    for (const service of asking) {
      const verdicts = new Set(people.map(({ facts }) => judgeOne(offerAnywhere(code, service), service.serviceTypes[0]!, factsOf(facts), TODAY).verdict));
      expect([service.id, verdicts.size > 1]).toEqual([service.id, true]);
    }
  });

  it('are judged the same with and without a record or a number of returns, but by services meant for that group', () => {
    const [plain, marked] = ['electrician', 'electrician-with-record'].map((id) => factsOf(people.find((one) => one.id === id)!.facts)) as [FactSet, FactSet];
    for (const service of services.filter((s) => s.matchable)) {
      const conditions = [service.criteria, ...Object.values(service.needCriteria)] as (Criteria | null)[];
      if (conditions.some((one) => isMeantFor(one, guarded))) continue;
      for (const need of service.serviceTypes) {
        const offer = offerAnywhere(code, service);
        expect([service.id, judgeOne(offer, need, marked, TODAY)]).toEqual([service.id, judgeOne(offer, need, plain, TODAY)]);
      }
    }
  });
});
