import { describe, expect, it } from 'vitest';
import { known, type FactSet } from '#kernel/facts';
import { PEOPLE, type SyntheticPerson } from './people.ts';
import { everyNeed, find, needsOf, shownServices, suggestFor, type Asked } from './situations.ts';

const AT = '2026-11-21';
const person = (id: string, run = 0): SyntheticPerson => PEOPLE[id]![run]!;
const also = (p: SyntheticPerson, facts: FactSet): FactSet => ({ ...p.facts, ...facts });
const needCodes = (p: SyntheticPerson): string[] => needsOf(p).map((need) => need.code);
const listFor = (p: SyntheticPerson, code: string, asked: Asked = {}): string[] =>
  suggestFor(p, asked).needs.find((need) => need.needCode === code)?.offers.map((o) => o.serviceId) ?? [];

describe('S-01 the young man with tattoos and a diploma from abroad', () => {
  const he = person('S-01');

  it('sees the USCRI and call-centre paths with reasons', () => {
    const suggestions = suggestFor(he);
    for (const id of ['sv-uscri-livelihoods', 'sv-callcentres']) expect(find(suggestions, id)?.reasonsFor).not.toEqual([]);
    expect(find(suggestions, 'sv-callcentres')?.reasonsFor).toContainEqual({ leaf: expect.objectContaining({ fact: 'languages', key: 'eng' }), holds: true, value: 'native' });
  });

  it('gets byte for byte the same lists with and without the note on tattoos, whoever looks', () => {
    const noted = also(he, { appearanceNote: known(true, AT) });
    for (const closedCircle of [true, false]) {
      const seen = { ...he, closedCircle };
      expect(JSON.stringify(suggestFor(seen, { facts: noted, needs: everyNeed('SV') }))).toBe(JSON.stringify(suggestFor(seen, { needs: everyNeed('SV') })));
    }
  });

  it('has a need of language support because of weak Spanish, and of orientation', () => {
    expect(needCodes(he)).toEqual(expect.arrayContaining(['language_training', 'orientation']));
  });

  it('has the language need counted as a gap: no known service answers it', () => {
    expect(suggestFor(he).uncovered).toContain('language_training');
  });
});

describe('S-02 the girl of 12 who came alone', () => {
  const she = person('S-02');
  const circle = (facts: FactSet) => find(suggestFor(she, { facts: also(she, facts) }), 'hn-casa-alianza-children');

  it('is shown Casa Alianza with the condition of its text: asked while unknown, told when met, gone when not', () => {
    expect(circle({})?.asks).toEqual(expect.arrayContaining([
      { kind: 'fact', fact: 'singleParent', reason: 'ask' }, { kind: 'fact', fact: 'violenceAtHome', reason: 'ask' },
    ]));
    expect(circle({ singleParent: known(true, AT) })).toMatchObject({ verdict: 'fits', reasonsFor: expect.arrayContaining([expect.objectContaining({ value: true })]) });
    expect(circle({ singleParent: known(false, AT), violenceAtHome: known(false, AT) })).toBeUndefined();
  });

  it('keeps the question about violence at home for the closed circle', () => {
    const outside = { ...she, closedCircle: false };
    expect(find(suggestFor(outside), 'hn-casa-alianza-children')?.asks).toContainEqual({ kind: 'fact', fact: 'violenceAtHome', reason: 'restricted' });
  });

  it('never sees a service for adults, for any need', () => {
    const shown = shownServices(suggestFor(she, { needs: everyNeed('HN') }));
    for (const id of ['hn-credito-solidario', 'hn-fonamih-seed', 'hn-casm-support', 'hn-con-chamba', 'hn-genesis-kits', 'hn-techo-digno']) expect(shown).not.toContain(id);
  });
});

describe('S-03 the welder of 58 who came back by choice', () => {
  it.each([0, 1])('finds certification in the same order as a person of 40 (run %i)', (run) => {
    const p = person('S-03', run);
    const younger = also(p, { age: known(40, AT) });
    expect(listFor(p, 'skill_certification', { facts: younger })).toEqual(listFor(p, 'skill_certification'));
  });

  it('has the pension history as a need, which nothing known answers', () => {
    const p = person('S-03');
    expect(needCodes(p)).toContain('social_programme_information');
    expect(suggestFor(p).uncovered).toContain('social_programme_information');
  });

  it('sees as many services as a deported person would, but for those of reception', () => {
    const p = person('S-03');
    const forced = also(p, { returnType: known('deported', AT) });
    const lost = shownServices(suggestFor(p, { facts: forced })).filter((id) => !shownServices(suggestFor(p)).includes(id));
    expect(lost).toEqual(['sv-bienvenido-a-casa', 'sv-gami-reception']);
  });
});

describe('S-05 the man who lost a leg', () => {
  it('sees care near home first, with the distance as a range', () => {
    const list = suggestFor(person('S-05')).needs.find((n) => n.needCode === 'medical_basic')!.offers;
    expect(list[0]).toMatchObject({ serviceId: 'hn-camr-omoa-reception', travel: { kind: 'here' } });
  });

  it('sees each programme once in each list', () => {
    for (const need of suggestFor(person('S-05')).needs) {
      const ids = need.offers.map((o) => o.serviceId);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

describe('S-07 the man who does not want a business', () => {
  const he = person('S-07');

  it('has no business grant among the first five of any list', () => {
    const firstFive = suggestFor(he).needs.flatMap((need) => need.offers.slice(0, 5).map((o) => o.serviceId));
    for (const id of ['sv-conamype-seed', 'sv-renaceres-seed', 'sv-economic-psychosocial-reinsertion', 'sv-transforming-lives-surf']) expect(firstFive).not.toContain(id);
  });

  it('is told why start-up money does not fit him', () => {
    const refused = suggestFor(he).needs.find((n) => n.needCode === 'seed_grant')!.notFitting;
    expect(refused.length).toBeGreaterThan(0);
    for (const offer of refused) expect(offer.reasonsAgainst).toContainEqual({ leaf: { fact: 'wantsBusiness', op: 'is', value: true }, holds: false, value: false });
  });

  it('is counted among the unmet needs where nothing is left', () => {
    expect(suggestFor(he).uncovered).toContain('seed_grant');
  });
});

describe('S-08 the woman of 24 with English in Guatemala City', () => {
  const she = person('S-08');

  it('never sees a closed service, for any need', () => {
    const shown = shownServices(suggestFor(she, { needs: everyNeed('GT') }));
    for (const id of ['gt-la-red-kat', 'gt-covid-child-transfer']) expect(shown).not.toContain(id);
  });

  it('reads with the call-centre offer that promotion is limited and automation near', () => {
    const words = find(suggestFor(she), 'gt-te-conecta')?.asks.map((ask) => (ask.kind === 'condition' ? ask.en : '')).join(' ');
    expect(words).toMatch(/promotion/);
    expect(words).toMatch(/automation/);
  });
});

describe('S-11 the family that plans to come home with machines', () => {
  const he = person('S-11');
  const menaje = (facts: FactSet) => suggestFor(he, { facts: also(he, facts) }).needs.find((n) => n.needCode === 'customs_relief')!;

  it('has the six months abroad checked: nine years pass, three months do not, and unknown is asked', () => {
    expect(find(suggestFor(he), 'mx-menaje-beneficio-fiscal')?.reasonsFor).toContainEqual({ leaf: { fact: 'monthsAbroad', op: 'gte', value: 6 }, holds: true, value: 108 });
    expect(menaje({ monthsAbroad: known(3, AT) }).notFitting.map((o) => o.serviceId)).toContain('mx-menaje-beneficio-fiscal');
    const { monthsAbroad: _unknown, ...facts } = he.facts;
    expect(find(suggestFor(he, { facts }), 'mx-menaje-beneficio-fiscal')?.asks).toContainEqual({ kind: 'fact', fact: 'monthsAbroad', reason: 'ask' });
  });

  it('is shown the tools allowance as something to confirm', () => {
    const tools = find(suggestFor(he), 'mx-repat-tools-import');
    expect(tools?.verdict).toBe('fitsOnce');
    expect(tools?.asks.map((a) => a.kind)).toContain('condition');
  });

  it('is shown IMUMI with the note that its text speaks of deported parents', () => {
    const imumi = find(suggestFor(he), 'mx-imumi-legal');
    expect(imumi?.verdict).toBe('fitsOnce');
    expect(imumi?.asks.find((a) => a.kind === 'condition')?.en).toMatch(/deported parents/);
  });
});

describe('S-12 the woman with only the repatriation certificate', () => {
  const she = person('S-12');

  it('holds the one paper that the accounts ask for, and is asked for no other', () => {
    const bank = find(suggestFor(she), 'mx-repat-bank');
    expect(bank).toMatchObject({ verdict: 'fits', papers: [{ document: 'mx-constancia-repatriacion', held: true }], asks: [] });
  });
});

describe('S-13 the father whose children stay in Texas', () => {
  const he = person('S-13');

  it('has contact with the family and legal help as needs', () => {
    expect(needCodes(he)).toEqual(expect.arrayContaining(['family_contact', 'legal_orientation', 'belongings_recovery']));
  });

  it('is offered a peer mentor', () => {
    expect(listFor(he, 'peer_mentoring')).toContain('mx-dul-mentoring');
  });
});

describe('S-19 the man who came by bus on his own', () => {
  it('sees the services that take people who returned by choice, and no reception centre', () => {
    const shown = shownServices(suggestFor(person('S-19')));
    expect(shown).toEqual(expect.arrayContaining(['hn-umar', 'hn-casm-support', 'hn-fosmih']));
    expect(shown.filter((id) => id.startsWith('hn-camr'))).toEqual([]);
  });
});

describe('what holds in every situation', () => {
  const everybody = Object.values(PEOPLE).flat();

  it('no service of another country and none that is closed or planned ever comes up', () => {
    for (const p of everybody) {
      for (const id of shownServices(suggestFor(p, { needs: everyNeed(p.country) }))) expect(id).toMatch(new RegExp(`^(${p.country.toLowerCase()}|reg)-`));
    }
  });

  it('every suggestion says from which year it is', () => {
    for (const p of everybody) for (const need of suggestFor(p).needs) for (const offer of need.offers) expect(offer.asOf).toBeGreaterThan(2000);
  });

  it('nothing unknown is ever presented as fitting', () => {
    for (const p of everybody) for (const need of suggestFor(p).needs) for (const offer of need.offers) expect(offer.verdict === 'fits').toBe(offer.asks.length === 0);
  });

  it('learning that somebody has a record changes nothing but services for people with a record', () => {
    for (const p of everybody.map((one) => ({ ...one, closedCircle: true }))) {
      const without = (s: ReturnType<typeof suggestFor>): string =>
        JSON.stringify(s.needs.map((n) => [n.offers, n.notFitting].map((list) => list.filter((o) => o.serviceId !== 'gt-grupo-ceiba-mobile'))));
      const asked = { needs: everyNeed(p.country) };
      expect(without(suggestFor(p, { ...asked, facts: also(p, { criminalRecord: known('minor', AT) }) }))).toBe(without(suggestFor(p, asked)));
    }
  });
});
