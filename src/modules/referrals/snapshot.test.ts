import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACT_CODES, isRestricted, known as knownFact, staysWithTeam, type FactSet } from '#kernel/facts';
import { CONSENT_SECTIONS, SAFETIES, type PersonContact } from '#registry/schema';
import sampleland from '../../../countries/sampleland/referrals.json' with { type: 'json' };
import { referralsSlice } from './pack.ts';
import { asReadOutside, firstName, type Known, shareableSections, takeSnapshot, type Words } from './snapshot.ts';

const PACK = referralsSlice.schema.parse(sampleland);
const same = (text: string) => ({ es: text, en: text });
const WORDS: Words = {
  factLabel: (code) => same(code), factValue: (_code, value) => same(JSON.stringify(value)),
  contact: (c) => ({ label: same(c.channel), value: same(c.value) }),
};
const NEED = { code: 'job_placement', label: same('Empleo') };
const contact = (value: string, safety: PersonContact['safety']): PersonContact => ({ id: value, channel: 'phone', value, safety, mayLeaveMessage: false, whoAnswers: null, hours: null, neutralSender: null, recordedAt: '2026-01-01T00:00:00Z' });
const facts: FactSet = Object.fromEntries(FACT_CODES.map((code) => [code, knownFact('secreto', '2026-01-01')]));
const PERSON: Known = {
  givenNames: 'Ana Lucía', preferredName: null, publicCode: '7K3Q-9DX', age: 31,
  contacts: [contact('safe-number', 'safe'), contact('unsafe-number', 'unsafe'), contact('maybe-number', 'ask-first')], facts,
};

describe('what a provider is sent', () => {
  it('is a first name, a code, an age and the need when nothing more was agreed', () => {
    expect(takeSnapshot(PERSON, [], NEED, null, PACK, WORDS)).toEqual({
      firstName: 'Ana', publicCode: '7K3Q-9DX', age: 31, need: NEED, note: null, sections: [],
    });
  });
  it('uses the name the person goes by', () => {
    expect(firstName({ givenNames: 'María José', preferredName: 'Majo' })).toBe('Majo');
  });
  it('holds a safe contact only, and only if the person agreed to share it', () => {
    const text = JSON.stringify(takeSnapshot(PERSON, ['contact'], NEED, null, PACK, WORDS));
    expect(text).toContain('safe-number');
    expect(text).not.toContain('unsafe-number');
    expect(text).not.toContain('maybe-number');
    expect(JSON.stringify(takeSnapshot(PERSON, ['work'], NEED, null, PACK, WORDS))).not.toContain('number');
  });
  it('holds the chosen sections and no other, and never a restricted fact', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.constantFrom(...CONSENT_SECTIONS)), fc.constantFrom(...SAFETIES), (agreed, safety) => {
      const snapshot = takeSnapshot({ ...PERSON, contacts: [contact('x', safety)] }, agreed, NEED, null, PACK, WORDS);
      for (const section of snapshot.sections) {
        expect(agreed).toContain(section.code);
        for (const item of section.items) expect(FACT_CODES.some((c) => c === item.code && isRestricted(c))).toBe(false);
      }
    }));
  });
  it('never says what somebody earns or owes, whatever a pack offers (S-07), and no copy of an earlier version says it any more', () => {
    const offering = (codes: readonly string[]) => ({ ...PACK, sections: [{ code: 'situation' as const, label: same('x'), facts: [...codes], contacts: false }] });
    const money = FACT_CODES.filter(staysWithTeam);
    expect(money).toEqual(expect.arrayContaining(['income', 'hasDebt', 'debtKinds', 'debtAmount']));
    const codes = takeSnapshot(PERSON, ['situation'], NEED, null, offering([...FACT_CODES]), WORDS).sections.flatMap((s) => s.items.map((i) => i.code));
    expect(codes).toContain('housing');
    expect(codes.filter(staysWithTeam)).toEqual([]);
    for (const code of money) expect(referralsSlice.schema.safeParse({ ...sampleland, sections: [{ code: 'situation', label: same('x'), facts: [code] }] }).success, code).toBe(false);
    const item = (code: string) => ({ code, label: same(code), value: same('4321') });
    const old = { firstName: 'Ana', publicCode: 'x', age: 31, need: NEED, note: null, sections: [{ code: 'situation', label: same('x'), items: [item('housing'), item('hasDebt')] }, { code: 'return', label: same('y'), items: [item('debtAmount')] }] };
    expect(asReadOutside(old).sections).toEqual([{ code: 'situation', label: same('x'), items: [item('housing')] }]);
  });
  it('shows before agreeing exactly what is sent after', () => {
    const shown = shareableSections(PERSON, PACK, WORDS);
    const sent = takeSnapshot(PERSON, shown.map((s) => s.code) as [], NEED, null, PACK, WORDS);
    expect(sent.sections).toEqual(shown.filter((s) => s.items.length > 0));
  });
  it('cannot be told by a pack to open the closed circle', () => {
    const bad = { ...sampleland, sections: [{ code: 'situation', label: same('x'), facts: ['cannotReturnTo'] }] };
    expect(referralsSlice.schema.safeParse(bad).success).toBe(false);
  });
});
