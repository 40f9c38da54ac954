import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#kernel/dates';
import { REFUSAL_REASONS } from '../schema/paper-reports.ts';
import { acceptanceOf, asksSteward, lastDay, reportedTo, WINDOW_DAYS, type PaperReport } from './acceptance.ts';

const TODAY = '2026-11-23';
const ago = (days: number): string => addDays(TODAY, -days);
/** `+office` accepted, `-office` refused, so many days ago. */
const said = (voice: string, days: number, more: Partial<PaperReport> = {}): PaperReport =>
  ({ paperId: 'id-card', outcome: voice.startsWith('-') ? 'refused' : 'accepted', reason: null, on: ago(days), voice: voice.slice(1), place: null, ...more });
const verdict = (reports: readonly PaperReport[]): string => acceptanceOf(reports, TODAY).map(({ level, firm }) => (firm ? `${level}, firm` : level)).join() || 'nothing';

describe('what reports of a paper come to', () => {
  it.each<readonly [string, readonly PaperReport[], string]>([
    ['nobody said anything', [], 'nothing'],
    ['one office', [said('+a', 3)], 'accepted'],
    ['one office many times is one office', [said('-a', 3), said('-a', 4), said('-a', 5)], 'refused'],
    ['two offices', [said('-a', 3), said('-b', 90)], 'refused, firm'],
    ['the steward alone', [said('-steward', 3)], 'refused, firm'],
    ['people from outside alone are never firm', [said('-public', 3), said('-public', 4, { place: 'x' }), said('-public', 5, { place: 'y' })], 'refused'],
    ['an office and the public are not two offices', [said('-a', 3), said('-public', 4)], 'refused'],
    ['one against one', [said('-a', 3), said('+b', 3)], 'disputed'],
    ['two against one of the same age', [said('-a', 3), said('-b', 3), said('+c', 3)], 'disputed'],
    ['two against one of last winter', [said('+a', 3), said('+b', 3), said('-c', 300)], 'accepted, firm'],
    ['three against one', [said('+a', 3), said('+b', 3), said('+c', 3), said('-d', 3)], 'accepted, firm'],
    ['an office that says otherwise later has changed its word', [said('-a', 30), said('+a', 3)], 'accepted'],
    ['another counter of the same service has its own word', [said('-a', 30, { place: 'x' }), said('+a', 3, { place: 'y' })], 'disputed'],
    ['both ways on one day', [said('-a', 3), said('+a', 3)], 'disputed'],
    ['the last day of the window', [said('-a', WINDOW_DAYS)], 'refused'],
    ['beyond the window', [said('-a', WINDOW_DAYS + 1)], 'nothing'],
    ['a day to come', [said('-a', -1)], 'nothing'],
    ['an expired one says nothing of its kind', [said('-a', 3, { reason: 'expired' }), said('-b', 3, { reason: 'photocopy' })], 'nobody'],
    ['an expired one does not speak against the kind', [said('+a', 3), said('-b', 3, { reason: 'name' })], 'accepted'],
    ['not valid here speaks of the kind', [said('-a', 3, { reason: 'notValidHere' })], 'refused'],
  ])('%s', (_, reports, expected) => {
    expect(verdict(reports)).toBe(expected);
  });

  it('counts each side with its last day, and tells what to look after', () => {
    const reports = [said('+a', 30, { place: 'y' }), said('+b', 3, { place: 'x' }), said('-c', 10), said('-c', 2, { reason: 'expired' }), said('-d', 5, { reason: 'expired' })];
    expect(acceptanceOf(reports, TODAY)).toEqual([{
      paperId: 'id-card', level: 'disputed', firm: false, accepted: { n: 2, last: ago(3), places: ['x', 'y'] }, refused: { n: 1, last: ago(10), places: [] }, copies: [{ reason: 'expired', last: ago(2) }],
    }]);
    expect(acceptanceOf(reports, TODAY).map(lastDay)).toEqual([ago(3)]);
  });

  it('tells somebody of their own papers, of those that are asked for, and where nobody says what is asked for, of what was accepted', () => {
    const reports = [said('+a', 3, { paperId: 'taken' }), said('-a', 3, { paperId: 'not taken' }), said('-a', 3, { paperId: 'asked for' }), said('-a', 3, { paperId: 'held' })];
    const told = (required: readonly string[] | null): string[] => reportedTo(acceptanceOf(reports, TODAY), new Set(['held']), required).map((one) => one.document);
    expect([told(['asked for']), told([]), told(null)]).toEqual([['asked for', 'held'], ['held'], ['held', 'taken']]);
  });

  it('asks the steward about papers that the service asks for, and about no others', () => {
    const [refused] = acceptanceOf([said('-a', 3)], TODAY);
    const [accepted] = acceptanceOf([said('+a', 3)], TODAY);
    expect([asksSteward(refused!, ['id-card']), asksSteward(refused!, []), asksSteward(refused!, null), asksSteward(accepted!, ['id-card'])]).toEqual([true, false, false, false]);
  });
});

const report = fc.record({
  paperId: fc.constantFrom('p', 'q'), outcome: fc.constantFrom('accepted' as const, 'refused' as const), on: fc.integer({ min: -3, max: WINDOW_DAYS + 40 }).map(ago),
  voice: fc.constantFrom('a', 'b', 'c', 'public', 'steward'), place: fc.constantFrom(null, 'x'), reason: fc.constantFrom(null, ...REFUSAL_REASONS),
}).map((r): PaperReport => ({ ...r, reason: r.outcome === 'refused' ? r.reason : null }));
const several = fc.array(report, { maxLength: 14 });

describe('for all reports', () => {
  it('their order does not matter', () => {
    fc.assert(fc.property(several.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([list, shuffled]) => {
      expect(acceptanceOf(shuffled, TODAY)).toEqual(acceptanceOf(list, TODAY));
    }));
  });

  it('one beyond the window, or of a day to come, changes nothing', () => {
    fc.assert(fc.property(several, report, fc.constantFrom(WINDOW_DAYS + 1, WINDOW_DAYS + 500, -1), (list, one, days) => {
      expect(acceptanceOf([...list, { ...one, on: ago(days) }], TODAY)).toEqual(acceptanceOf(list, TODAY));
    }));
  });

  it('people from outside never make a statement firm, whatever else is said', () => {
    fc.assert(fc.property(several, fc.array(report.map((r) => ({ ...r, voice: 'public' })), { maxLength: 9 }), (list, outside) => {
      const firmBefore = new Set(['p', 'q'].flatMap((paper) => (['accepted', 'refused'] as const).filter((side) => {
        const own = list.filter((r) => r.paperId === paper && r.outcome === side && r.voice !== 'public');
        return new Set(own.map((r) => r.voice)).size >= 2 || own.some((r) => r.voice === 'steward');
      }).map((side) => `${paper} ${side}`)));
      for (const { paperId, level, firm } of acceptanceOf([...list, ...outside], TODAY)) if (firm) expect(firmBefore).toContain(`${paperId} ${level}`);
    }));
  });

  it('another report of an office for one side never moves the statement to the other side', () => {
    fc.assert(fc.property(several, (list) => {
      const before = acceptanceOf(list, TODAY).find(({ paperId }) => paperId === 'p')?.level ?? 'nobody';
      const after = acceptanceOf([...list, { paperId: 'p', outcome: 'refused', reason: null, on: TODAY, voice: 'a new office', place: null }], TODAY).find(({ paperId }) => paperId === 'p')!.level;
      expect(after === 'accepted' && before !== 'accepted').toBe(false);
    }));
  });
});
