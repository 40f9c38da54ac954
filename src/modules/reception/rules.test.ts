import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BirthPrecision } from '#kernel/birth';
import { readyDesk } from './factory.ts';
import { ageOnReturn, finishProblems, laneOf, mayAccept, minutesWaiting, needsHandover, ROW_ACTIONS, ROW_STEPS, type DeskFacts } from './rules.ts';
import { FinishDesk, FLAGS, ROW_STATES, type FinishDeskInput, type Flag, type ManifestReading } from './schema.ts';

const LANES = [{ lane: 1, flags: ['unaccompaniedChild', 'child', 'family'], ahead: 120 }, { lane: 2, flags: ['injured', 'pregnant', 'elder'], ahead: 60 }] as const;
const facts: DeskFacts = {
  today: '2026-03-10', flags: [], childUnder: 18, knowsPlace: (id) => id.startsWith('ZZ-'),
  items: new Set(['food', 'phone_call']), needs: new Set(['emergency_shelter']), papers: new Set(['any-passport']),
};
const problems = (change: Partial<FinishDeskInput>, more: Partial<DeskFacts> = {}) =>
  finishProblems(FinishDesk.parse(readyDesk(change)), { ...facts, ...more }).map((p) => `${p.field}:${p.code}`);

describe('the order of the desk', () => {
  it('puts children and families first, then who is hurt, then everybody else', () => {
    expect(laneOf(['family'], LANES)).toBe(1);
    expect(laneOf(['injured', 'child'], LANES)).toBe(1);
    expect(laneOf(['pregnant'], LANES)).toBe(2);
    expect(laneOf(['noDocuments'], LANES)).toBe(3);
    expect(laneOf([], LANES)).toBe(3);
  });

  it('never moves somebody back for one more reason to come first', () => {
    fc.assert(fc.property(fc.subarray([...FLAGS]), fc.constantFrom(...FLAGS), (flags, more) => {
      expect(laneOf([...flags, more] as Flag[], LANES)).toBeLessThanOrEqual(laneOf(flags, LANES));
    }));
  });

  it('counts waiting from the moment of arrival and never below zero', () => {
    const at = new Date('2026-03-10T15:00:00Z');
    expect(minutesWaiting(at, new Date('2026-03-10T15:12:59Z'))).toBe(12);
    expect(minutesWaiting(at, new Date('2026-03-10T14:00:00Z'))).toBe(0);
    expect(minutesWaiting(null, at)).toBeNull();
  });

  it('only finishes who is at a desk, and what is finished stays so', () => {
    for (const state of ROW_STATES) expect(ROW_STEPS[state].finish).toBe(state === 'taken' ? 'finished' : null);
    for (const action of ROW_ACTIONS) expect(ROW_STEPS.finished[action]).toBeNull();
  });
});

const reading = (rows: readonly { row: number; block?: boolean }[], questions: ManifestReading['questions'] = []) =>
  ({ questions, rows: rows.map(({ row, block }) => ({ row, problems: block ? [{ severity: 'block' }] : [{ severity: 'warn' }] })) }) as unknown as ManifestReading;
const refusals = (r: ManifestReading, leaveOut: number[] = [], on = '2026-03-10') => {
  const decision = mayAccept(r, leaveOut, on, '2026-03-10');
  return decision.ok ? [] : decision.problems.map((p) => p.code);
};

describe('accepting a list', () => {
  it('needs every question answered and every blocked row left out', () => {
    expect(refusals(reading([{ row: 2 }, { row: 3 }]))).toEqual([]);
    expect(refusals(reading([{ row: 2 }], ['dateOrder', 'sexM']))).toEqual(['reception.question-open-dateOrder', 'reception.question-open-sexM']);
    expect(refusals(reading([{ row: 2 }, { row: 3, block: true }]))).toEqual(['reception.row-blocked']);
    expect(refusals(reading([{ row: 2 }, { row: 3, block: true }]), [3])).toEqual([]);
  });

  it('refuses rows that do not exist, nobody at all, and a day that cannot be meant', () => {
    expect(refusals(reading([{ row: 2 }]), [9])).toEqual(['reception.row-unknown']);
    expect(refusals(reading([{ row: 2 }]), [2])).toEqual(['reception.file-no-people']);
    expect(refusals(reading([{ row: 2 }]), [], '1890-01-01')).toEqual(['reception.arrival-day-odd']);
    expect(refusals(reading([{ row: 2 }]), [], '2029-01-01')).toEqual(['reception.arrival-day-odd']);
  });
});

describe('a child', () => {
  const handover = (birthDate: string | null, travellingAs: 'alone' | 'family' | 'unaccompaniedChild' | 'separatedChild', flags: Flag[] = [], birthPrecision: BirthPrecision = 'day') =>
    needsHandover({ identity: { birthDate, birthPrecision }, return: { returnedOn: '2026-03-10', travellingAs } }, flags, 18);

  it('who is not with family leaves only with somebody who is named', () => {
    expect(handover('2013-11-19', 'alone')).toBe(true);
    expect(handover('2013-11-19', 'separatedChild')).toBe(true);
    expect(handover(null, 'alone', ['child'])).toBe(true);
    expect(handover('2013-11-19', 'family', ['unaccompaniedChild'])).toBe(true);
    expect(handover('2013-11-19', 'family')).toBe(false);
  });

  it('is somebody who is not yet of age on the day of return', () => {
    expect(handover('2008-03-11', 'alone')).toBe(true);
    expect(handover('2008-03-10', 'alone')).toBe(false);
    expect(handover(null, 'alone')).toBe(false);
  });

  it('is in doubt whoever may be one, where only the month, the year or about the age is known', () => {
    expect(handover('2008-01-01', 'alone', [], 'year')).toBe(true);
    expect(handover('2007-01-01', 'alone', [], 'year')).toBe(false);
    expect(handover('2008-03-01', 'alone', [], 'month')).toBe(true);
    expect(handover('2008-02-01', 'alone', [], 'month')).toBe(false);
    expect(handover('2006-01-01', 'alone', [], 'estimated')).toBe(true);
    expect(handover('2000-01-01', 'alone', [], 'estimated')).toBe(false);
  });

  it.each(['?-?-5', '199-3-14', '2008-?-4', '~?ocho', '0199-01-01'])('is nobody yet whose birth is half typed: %s', (birthDate) => {
    expect(handover(birthDate, 'alone')).toBe(false);
    expect(handover(birthDate, 'alone', ['child'])).toBe(true);
  });

  it('is not decided by a day of return that is half typed', () => {
    const half = { identity: { birthDate: '2013-11-19', birthPrecision: 'day' }, return: { returnedOn: '2026-?-1', travellingAs: 'alone' } } as const;
    expect(ageOnReturn(half.identity, half.return)).toBeNull();
    expect(needsHandover(half, [], 18)).toBe(false);
  });
});

describe('finishing', () => {
  it('is possible with what the desk asks, and nothing more', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ identity: { ...readyDesk().identity, surname1: '', birthDate: null, sex: null, originAdmin2: null }, urgentNeeds: [], assistance: [], consentToCase: false })).toEqual([]);
  });

  it('names each impossible thing with its field', () => {
    const details = readyDesk().return;
    expect(problems({ return: { ...details, returnedOn: '2026-03-11' } })).toContain('return.returnedOn:reception.return-in-future');
    expect(problems({ return: { ...details, destinationAdmin2: 'XX-9999' } })).toContain('return.destinationAdmin2:reception.place-unknown');
    expect(problems({ return: { ...details, monthsAbroad: 900 } })).toContain('return.monthsAbroad:reception.abroad-longer-than-life');
    expect(problems({ assistance: [{ item: 'food' }, { item: 'food' }] })).toEqual(['assistance:reception.item-given-already']);
    expect(problems({ assistance: [{ item: 'food' }, { item: 'food', reason: 'se le cayó' }] })).toEqual([]);
    expect(problems({ urgentNeeds: ['gold'], documentsHeld: ['crown'] })).toEqual(['urgentNeeds:reception.choice-unknown', 'documentsHeld:reception.choice-unknown']);
    expect(problems({ identity: { ...readyDesk().identity, birthDate: '1890-01-01' } })).toEqual(['identity.birthDate:registry.birth-too-long-ago']);
    expect(problems({ identity: { ...readyDesk().identity, birthDate: '2026-03-11' } })).toContain('identity.birthDate:reception.birth-after-return');
    expect(problems({}, { flags: ['unaccompaniedChild'] })).toEqual(['handover:reception.child-alone']);
  });
});
