import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACT_CODES, isRestricted, known as knownFact, staysWithTeam, type FactSet } from '#kernel/facts';
import type { Known, Words } from '#referrals';
import { CONSENT_SECTIONS, type PersonContact, SAFETIES } from '#registry/schema';
import sampleland from '../../../../countries/sampleland/referrals.json' with { type: 'json' };
import { type NeedToShow, offeredSections, viewFor } from './sharing.ts';

type Pack = Parameters<typeof offeredSections>[2];
const PACK = { ...sampleland, sections: sampleland.sections.map((s) => ({ contacts: false, ...s })) } as unknown as Pack;
const same = (text: string) => ({ es: text, en: text });
const WORDS: Words = { factLabel: (code) => same(code), factValue: (_, value) => same(JSON.stringify(value)), contact: (c) => ({ label: same(c.channel), value: same(c.value) }) };
const contact = (value: string, safety: PersonContact['safety']): PersonContact => ({ id: value, channel: 'phone', value, safety, mayLeaveMessage: false, whoAnswers: null, hours: null, neutralSender: null, recordedAt: '2026-01-01T00:00:00Z' });
const facts: FactSet = Object.fromEntries(FACT_CODES.map((code) => [code, knownFact('secreto', '2026-01-01')]));
const person = (safety: PersonContact['safety']): Known => ({ givenNames: 'Ana Lucía', preferredName: null, publicCode: '7K3Q-9DX', age: 31, contacts: [contact('numero', safety)], facts });
const need = fc.record({ code: fc.constantFrom('a', 'b', 'c'), label: fc.constant(same('x')), urgency: fc.constant(same('y')), state: fc.constantFrom('open', 'met', 'withdrawn'), restricted: fc.boolean() });

describe('what a member of a conference reads', () => {
  it('is never more than what was agreed, whatever is known and whatever a pack offers', () => {
    const everything = { ...PACK, sections: [...PACK.sections, { code: 'situation', label: same('x'), facts: [...FACT_CODES], contacts: false }] } as unknown as Pack;
    fc.assert(fc.property(fc.uniqueArray(fc.constantFrom(...CONSENT_SECTIONS)), fc.array(need), fc.constantFrom(...SAFETIES), (agreed, needs: NeedToShow[], safety) => {
      const known = person(safety);
      const view = viewFor(known, offeredSections(known, needs, everything, WORDS, same('Necesidades')), agreed);
      const items = view.sections.flatMap((s) => s.items);
      expect(view.sections.filter((s) => !(agreed as string[]).includes(s.code))).toEqual([]);
      expect(items.filter((i) => FACT_CODES.some((c) => c === i.code && isRestricted(c)))).toEqual([]);
      expect(items.filter((i) => staysWithTeam(i.code))).toEqual([]);
      const needCodes = view.sections.find((s) => s.code === 'needs')?.items.length ?? 0;
      expect(needCodes).toBe(agreed.includes('needs') ? needs.filter((n) => !n.restricted && n.state === 'open').length : 0);
      if (safety !== 'safe') expect(JSON.stringify(view)).not.toContain('numero');
      expect(JSON.stringify(view)).not.toContain('Lucía');
    }));
  });

  it('is the minimum when nothing more was agreed', () => {
    expect(viewFor(person('safe'), offeredSections(person('safe'), [], PACK, WORDS, same('x')), [])).toEqual({ firstName: 'Ana', publicCode: '7K3Q-9DX', age: 31, sections: [] });
  });
});
