import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BirthPrecision } from '#kernel/birth';
import { LeaveTogether, NEXT_STEPS, type LeavingMember } from '../schema.ts';
import { countsAs, handoverIsEnough, leavesAsChild, leavingProblems, type AtExit } from './leaving.ts';

const TODAY = '2026-03-10';
const known = (birthDate: string | null, precision: BirthPrecision | null = 'day', statedAge: number | null = null) => ({ birthDate, precision, statedAge });

describe('an age in doubt', () => {
  it('counts by the youngest that somebody may be', () => {
    expect(countsAs(known('2008-03-10'), [], false, 18, TODAY)).toBe('adult');
    expect(countsAs(known('2008-03-11'), [], false, 18, TODAY)).toBe('child');
    expect(countsAs(known('2008-01-01', 'year'), [], false, 18, TODAY)).toBe('child');
    expect(countsAs(known('2005-01-01', 'estimated'), [], false, 18, TODAY)).toBe('child');
  });

  it('is a child by the list, and doubtful where nobody knows anything', () => {
    expect(countsAs(known(null), ['child'], false, 18, TODAY)).toBe('child');
    expect(countsAs(known(null), [], false, 18, TODAY)).toBe('doubtful');
    expect(countsAs(known(null, null, 17), [], false, 18, TODAY)).toBe('child');
    expect(countsAs(known('1990-01-01'), [], true, 18, TODAY)).toBe('child');
  });
});

describe('a guardian', () => {
  it('is one whose identity was seen or checked by protection, with a way to be reached', () => {
    const guardian = { to: 'guardian', identitySeen: true, verified: false, contact: '5555-0000' };
    expect(handoverIsEnough(guardian)).toBe(true);
    expect(handoverIsEnough({ ...guardian, identitySeen: false })).toBe(false);
    expect(handoverIsEnough({ ...guardian, identitySeen: false, verified: true })).toBe(true);
    expect(handoverIsEnough({ ...guardian, contact: ' ' })).toBe(false);
    expect(handoverIsEnough({ to: 'protection', identitySeen: false, verified: false, contact: null })).toBe(true);
  });
});

const ROW = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
const atExit = (n: number, change: Partial<AtExit> = {}): AtExit => ({
  rowId: ROW(n), counts: 'adult', alone: false, party: 'G1', answeredBy: {}, typedApart: false, registered: true, hasLeft: false, isHere: true, openStations: [], transport: 'none', bed: false, handover: null, keptFrom: [], ...change,
});
const leaving = (n: number, change: Partial<LeavingMember> = {}): LeavingMember =>
  LeaveTogether.parse({ members: [{ rowId: ROW(n), how: 'nextStep', nextStep: 'destinationWindow', ...change }] }).members[0]!;
const codes = (members: LeavingMember[], people: AtExit[], apartWhy?: string) => leavingProblems(members, new Map(people.map((p) => [p.rowId, p])), apartWhy, true).map((p) => p.code);
const guardian = { to: 'guardian', name: 'Rosa Inventada', relation: 'tía', documentSeen: true, contact: '5555-0000' } as const;

/** What has to hold for everybody who is let through. */
function isSafe(member: LeavingMember, members: readonly LeavingMember[], people: ReadonlyMap<string, AtExit>): boolean {
  const person = people.get(member.rowId)!;
  if (!leavesAsChild(member, person)) return true;
  if (member.handover) return member.handover.to === 'protection' || (member.handover.documentSeen && !person.typedApart);
  if (person.handover) return person.handover.enough && !person.handover.apart;
  return !person.alone && hasAdult(member, person, members, people);
}

/** An adult of the same group leaves in the same moment, and the child is not kept away from them. */
function hasAdult(member: LeavingMember, person: AtExit, members: readonly LeavingMember[], people: ReadonlyMap<string, AtExit>): boolean {
  return members.some((other) => {
    const adult = people.get(other.rowId)!;
    return other.rowId === member.withRow && !leavesAsChild(other, adult) && adult.party === person.party && person.party !== null && !person.keptFrom.includes(adult.rowId) && person.answeredBy[adult.rowId] !== false;
  });
}

describe('leaving', () => {
  it('needs a next step that is really there', () => {
    expect(codes([leaving(1)], [atExit(1)])).toEqual([]);
    expect(codes([leaving(1, { nextStep: null })], [atExit(1)])).toEqual(['reception.step-missing']);
    expect(codes([leaving(1, { nextStep: 'transportHome' })], [atExit(1, { transport: 'open' })])).toEqual(['reception.step-needs-transport']);
    expect(codes([leaving(1, { nextStep: 'shelterTonight' })], [atExit(1)])).toEqual(['reception.step-needs-bed']);
    expect(codes([leaving(1, { nextStep: 'childProtection' })], [atExit(1)])).toEqual(['reception.step-needs-handover']);
    expect(codes([leaving(1)], [atExit(1, { registered: false, openStations: ['medical'] })])).toEqual(['reception.register-first', 'reception.stations-open']);
  });

  it('before the end is possible for everybody grown: people are free', () => {
    expect(codes([leaving(1, { how: 'unfinished', nextStep: null })], [atExit(1, { registered: false, openStations: ['registration'] })])).toEqual([]);
    expect(codes([leaving(1, { how: 'declined', nextStep: null })], [atExit(1)])).toEqual([]);
    expect(codes([leaving(1, { how: 'unfinished', nextStep: null })], [atExit(1, { counts: 'child' })])).toEqual(['reception.child-alone']);
  });

  it('twice, or of somebody who is not here, is refused', () => {
    expect(codes([leaving(1)], [atExit(1, { hasLeft: true })])).toEqual(['reception.left-already']);
    expect(codes([leaving(1)], [atExit(1, { isHere: false })])).toEqual(['reception.not-here']);
    expect(codes([leaving(1)], [])).toEqual(['reception.not-here']);
  });

  it('with a child goes with an adult of its group in the same moment, with a guardian, or with protection', () => {
    const mother = atExit(1);
    const child = atExit(2, { counts: 'child' });
    expect(codes([leaving(1), leaving(2, { withRow: ROW(1) })], [mother, child])).toEqual([]);
    expect(codes([leaving(2, { withRow: ROW(1) })], [mother, child])).toEqual(['reception.child-alone']);
    expect(codes([leaving(1), leaving(2, { withRow: ROW(1) })], [{ ...mother, party: 'G2' }, child])).toEqual(['reception.child-alone']);
    expect(codes([leaving(1), leaving(2, { withRow: ROW(1) })], [mother, { ...child, alone: true }])).toEqual(['reception.child-alone']);
    expect(codes([leaving(1), leaving(2, { withRow: ROW(1) })], [mother, { ...child, keptFrom: [ROW(1)] }])).toEqual(['reception.ask-protection']);
    expect(codes([leaving(1), leaving(2, { withRow: ROW(1) })], [mother, { ...child, answeredBy: { [ROW(1)]: false } }])).toEqual(['reception.companion-not-recorded']);
    expect(codes([leaving(1), leaving(2, { withRow: ROW(1) })], [mother, { ...child, answeredBy: { [ROW(1)]: true } }])).toEqual([]);
    expect(codes([leaving(2, { handover: guardian })], [child])).toEqual([]);
    expect(codes([leaving(2, { handover: guardian })], [{ ...child, typedApart: true }])).toEqual(['reception.ask-protection']);
    expect(codes([leaving(2)], [{ ...child, handover: { to: 'guardian', name: 'A', enough: true, apart: true } }])).toEqual(['reception.ask-protection']);
    expect(codes([leaving(2, { handover: { ...guardian, documentSeen: false } })], [child])).toEqual(['reception.guardian-unseen']);
    expect(codes([leaving(2, { handover: { to: 'protection', authority: 'Autoridad de prueba', officer: 'Oficial Inventada' } })], [{ ...child, alone: true }])).toEqual([]);
  });

  it('of somebody whose age nobody knows asks for an officer who states that this is an adult', () => {
    const nobodyKnows = atExit(1, { counts: 'doubtful', party: null });
    expect(codes([leaving(1)], [nobodyKnows])).toEqual(['reception.age-doubtful']);
    expect(codes([leaving(1, { adultSeen: true })], [nobodyKnows])).toEqual([]);
  });

  it('keeps brothers and sisters together, unless somebody says why not', () => {
    const children = [atExit(1, { counts: 'child' }), atExit(2, { counts: 'child' })];
    expect(codes([leaving(1, { handover: guardian })], children)).toEqual(['reception.siblings-together']);
    expect(codes([leaving(1, { handover: guardian }), leaving(2, { handover: { ...guardian, name: 'Otra Inventada' } })], children)).toEqual(['reception.siblings-together']);
    expect(codes([leaving(1, { handover: guardian }), leaving(2, { handover: guardian })], children)).toEqual([]);
    expect(codes([leaving(1, { handover: guardian })], children, 'la otra niña sigue en el hospital')).toEqual([]);
  });

  it('never lets a child through without an enough hand-over or an adult of its group, whatever is pressed', () => {
    const person = (n: number) => fc.record({
      counts: fc.constantFrom('child' as const, 'adult' as const, 'doubtful' as const), alone: fc.boolean(), party: fc.constantFrom('G1', 'G2', null), registered: fc.boolean(), hasLeft: fc.boolean(),
      isHere: fc.boolean(), openStations: fc.constantFrom([], ['medical']), transport: fc.constantFrom('none' as const, 'issued' as const), bed: fc.boolean(),
      handover: fc.constantFrom(null, { to: 'guardian' as const, name: 'A', enough: false, apart: false }, { to: 'guardian' as const, name: 'A', enough: true, apart: true }, { to: 'protection' as const, name: 'B', enough: true, apart: false }),
      keptFrom: fc.constantFrom([], [ROW(1)]), typedApart: fc.boolean(), answeredBy: fc.constantFrom<Record<string, boolean>>({}, { [ROW(1)]: false }, { [ROW(1)]: true }),
    }).map((p) => ({ ...p, rowId: ROW(n), counts: p.alone ? 'child' as const : p.counts }));
    const member = (n: number) => fc.record({
      how: fc.constantFrom('nextStep' as const, 'declined' as const, 'unfinished' as const), nextStep: fc.constantFrom(null, ...NEXT_STEPS), withRow: fc.constantFrom(null, ROW(1), ROW(2), ROW(3)), adultSeen: fc.boolean(),
      handover: fc.constantFrom(null, guardian, { ...guardian, documentSeen: false }),
    }).map((m) => leaving(n, m));
    fc.assert(fc.property(fc.tuple(person(1), person(2), person(3)), fc.tuple(member(1), member(2), member(3)), fc.subarray([0, 1, 2], { minLength: 1 }), (people, all, who) => {
      const members = who.map((i) => all[i]!);
      const known = new Map(people.map((p) => [p.rowId, p]));
      if (leavingProblems(members, known, 'ya se explicó', true).length > 0) return true;
      return members.every((m) => isSafe(m, members, known));
    }), { numRuns: 2000 });
  });
});
