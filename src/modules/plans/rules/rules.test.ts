import fc from 'fast-check';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { DIMENSIONS } from '#kernel/codes';
import { readPackFile } from '#platform/country';
import { questionsOf, type Answers, type WeightSet } from '#assessment/schema';
import { assessmentSlice } from '#assessment';
import { FOLLOW_UP_STATES, OUTCOMES, plansPackSchema, RecordAttempt, type RecordAttemptInput } from '../schema.ts';
import { afterAttempt, daysLate, firstAgain, planned, reschedule, timingOf, type FollowUpRecord } from './schedule.ts';
import { answerScore, ENOUGH, scoresOf, weightSetOf } from './score.ts';

const pack = readPackFile(fileURLToPath(new URL('../../../../countries/sampleland/plans.json', import.meta.url)), plansPackSchema);
const rss = readPackFile(fileURLToPath(new URL('../../../../countries/sampleland/assessment.json', import.meta.url)), assessmentSlice.schema).instruments.find((i) => i.code === 'rss')!;
const equal = weightSetOf(rss, pack.weightSet);
const scored = questionsOf(rss).filter((q) => q.scored);
const value = (v: string | string[]): Answers[string] => ({ state: 'value', value: v });

const best: Answers = Object.fromEntries(scored.map((q) => {
  const choices = q.choices ?? [];
  const top = q.kind === 'select_multiple' ? [choices[0]!.code] : choices.reduce((a, b) => ((b.score ?? -1) > (a.score ?? -1) ? b : a)).code;
  return [q.code, value(top)];
}));

const answersArb = fc.record(Object.fromEntries(scored.map((q) => [q.code, fc.option(
  q.kind === 'select_multiple' ? fc.constantFrom(...(q.choices ?? []).map((c) => value([c.code]))) : fc.constantFrom(...(q.choices ?? []).map((c) => value(c.code))),
  { nil: undefined },
)]))).map((all) => Object.fromEntries(Object.entries(all).filter(([, a]) => a !== undefined)) as Answers);

const weightsArb = fc.record({ otherwise: fc.constant(1), weights: fc.constant({}) }).chain((base) =>
  fc.array(fc.double({ min: 0.1, max: 5, noNaN: true }), { minLength: scored.length, maxLength: scored.length }).map((w): WeightSet => ({
    ...base, name: 'any', official: false, verified: false, source: 'test',
    weights: Object.fromEntries([...DIMENSIONS, 'composite'].map((d) => [d, Object.fromEntries(scored.map((q, i) => [q.code, w[i]!]))])),
  })));

const valueOf = (answers: Answers, dimension: string, set = equal) => scoresOf(rss, answers, set).find((s) => s.dimension === dimension)!;

describe('scores of the survey', () => {
  test('the best answers give one in every dimension, the worst give zero', () => {
    expect(scoresOf(rss, best, equal).map((s) => s.value)).toEqual([1, 1, 1, 1]);
    const worst: Answers = Object.fromEntries(scored.map((q) => {
      const choices = q.choices ?? [];
      const low = q.kind === 'select_multiple' ? [choices.at(-1)!.code] : choices.reduce((a, b) => ((b.score ?? 2) < (a.score ?? 2) ? b : a)).code;
      return [q.code, value(low)];
    }));
    expect(scoresOf(rss, worst, equal).map((s) => s.value)).toEqual([0, 0, 0, 0]);
  });

  test('a score lies between zero and one, and completeness is the share that was answered', () => {
    fc.assert(fc.property(answersArb, weightsArb, (answers, set) => {
      for (const s of scoresOf(rss, answers, set)) {
        if (s.value !== null) expect(s.value >= 0 && s.value <= 1).toBe(true);
        expect(s.completeness >= 0 && s.completeness <= 1).toBe(true);
        if (s.completeness < ENOUGH) expect(s.value).toBeNull();
      }
    }));
  });

  test('the composite is empty as soon as one dimension is', () => {
    fc.assert(fc.property(answersArb, (answers) => {
      const scores = scoresOf(rss, answers, equal);
      const gap = scores.slice(0, 3).some((s) => s.value === null);
      if (gap) expect(scores[3]!.value).toBeNull();
    }));
  });

  test('what nobody answered counts for nothing: leaving it out or not knowing is the same, and never zero', () => {
    fc.assert(fc.property(answersArb, fc.constantFrom(...scored.map((q) => q.code)), (answers, code) => {
      const { [code]: _, ...without } = answers;
      expect(scoresOf(rss, { ...without, [code]: { state: 'declined' } }, equal)).toEqual(scoresOf(rss, without, equal));
    }));
  });

  test('a better answer never lowers a score', () => {
    fc.assert(fc.property(answersArb, fc.constantFrom(...scored.filter((q) => q.kind === 'select_one')), weightsArb, (answers, question, set) => {
      const ranked = (question.choices ?? []).filter((c) => typeof c.score === 'number').sort((a, b) => a.score! - b.score!);
      const at = (code: string) => valueOf({ ...answers, [question.code]: value(code) }, question.dimension!, set).value;
      const [low, high] = [at(ranked[0]!.code), at(ranked.at(-1)!.code)];
      if (low !== null && high !== null) expect(high).toBeGreaterThanOrEqual(low - 1e-12);
    }));
  });

  test('all weights times the same factor change nothing', () => {
    fc.assert(fc.property(answersArb, weightsArb, fc.double({ min: 0.5, max: 20, noNaN: true }), (answers, set, factor) => {
      const scaled = { ...set, weights: Object.fromEntries(Object.entries(set.weights).map(([d, w]) => [d, Object.fromEntries(Object.entries(w).map(([q, x]) => [q, x * factor]))])) };
      const [a, b] = [scoresOf(rss, answers, set), scoresOf(rss, answers, scaled)];
      a.forEach((s, i) => expect(Math.abs((s.value ?? 0) - (b[i]!.value ?? 0))).toBeLessThan(1e-9));
    }));
  });

  test('an option without an agreed score, and a description of why, take no part', () => {
    expect(answerScore(scored.find((q) => q.code === 'E5')!, { E5: value('spendingLarger') })).toBeNull();
    expect(questionsOf(rss).find((q) => q.code === 'P10')!.scored).toBe(false);
  });

  test('no children of school age means that the question does not apply', () => {
    expect(answerScore(scored.find((q) => q.code === 'S4')!, { S4: value('noChildren') })).toBeNull();
  });

  test('the set that ships says that it is unofficial, and a name that is not there is a fault', () => {
    expect(equal).toMatchObject({ name: 'equal-unofficial-1', official: false });
    expect(() => weightSetOf(rss, 'official')).toThrow(/no weight set/);
  });
});

describe('the rhythm of follow-up', () => {
  test('counts from the day the case was opened, by the calendar', () => {
    expect(planned(pack.rhythm, '2026-01-31').map((p) => [p.step.code, p.dueOn])).toEqual([
      ['week-1', '2026-02-07'], ['month-1', '2026-02-28'], ['month-3', '2026-04-30'], ['month-6', '2026-07-31'], ['month-12', '2027-01-31'], ['month-18', '2027-07-31'],
    ]);
  });

  test('begins again with the first contact of its urgency, by the calendar', () => {
    const step = (after: { days: number } | { months: number }) => ({ ...pack.rhythm[0]!, after });
    const closer = { rhythm: [step({ months: 1 }), step({ days: 20 })], rhythmByUrgency: { '24h': [step({ days: 2 })] } };
    expect([firstAgain(closer, '24h', '2026-03-10').dueOn, firstAgain(closer, 'long', '2026-03-10').dueOn]).toEqual(['2026-03-12', '2026-03-30']);
    expect(firstAgain({ rhythm: [step({ months: 1 })] }, '24h', '2026-01-31').dueOn).toBe('2026-02-28');
  });

  test('a contact is upcoming, due today, then overdue, by the clock alone', () => {
    expect(timingOf('planned', '2026-03-10', '2026-03-09')).toBe('upcoming');
    expect(timingOf('planned', '2026-03-10', '2026-03-10')).toBe('today');
    expect(timingOf('planned', '2026-03-10', '2026-03-12')).toBe('overdue');
    expect(daysLate('planned', '2026-03-10', '2026-03-12')).toBe(2);
    expect(timingOf('done', '2026-03-10', '2026-03-12')).toBeNull();
  });

  test('the country has not set its rhythm while the default is in use', () => {
    expect(pack.setByCountry).toBe(false);
  });
});

describe('after an attempt', () => {
  const record: FollowUpRecord = { state: 'planned', dueOn: '2026-03-10', attempts: 0, hasSurvey: false };
  const attempt = (a: Partial<RecordAttemptInput>) => RecordAttempt.parse({ channel: 'phone', outcome: 'reached', ...a });
  const after = (r: FollowUpRecord, a: Partial<RecordAttemptInput>, on = '2026-03-10') => {
    const result = afterAttempt(r, attempt(a), on, pack.attempts);
    return result.ok ? result.value : result.problems;
  };

  test('a person who was reached has been followed up; with a survey due, it waits for the survey', () => {
    expect(after(record, {})).toMatchObject({ state: 'done' });
    expect(after({ ...record, hasSurvey: true }, {})).toMatchObject({ state: 'talked' });
    expect(after({ ...record, hasSurvey: true }, { surveyDeclined: true })).toMatchObject({ state: 'done' });
  });

  test('nobody answering is tried again, then shown to the supervisor, then lost with its date', () => {
    let r = record;
    const seen: string[] = [];
    for (let day = 10; day < 15; day++) {
      const next = after(r, { outcome: 'no-answer' }, `2026-03-${day}`);
      if (!('state' in next)) throw new Error('refused');
      seen.push(`${next.state}${next.escalated ? ' seen by supervisor' : ''}`);
      r = { ...r, ...next };
      if (next.state === 'lost') expect(next.lostOn).toBe('2026-03-14');
    }
    expect(seen).toEqual(['planned', 'planned', 'planned seen by supervisor', 'planned seen by supervisor', 'lost seen by supervisor']);
  });

  test('a person who was lost may turn up again', () => {
    expect(after({ ...record, state: 'lost', attempts: 5 }, {})).toMatchObject({ state: 'done', lostOn: null, attempts: 0 });
  });

  test('a day that the person asked for is kept, unless it is past', () => {
    expect(after(record, { outcome: 'later', nextOn: '2026-03-20' })).toMatchObject({ state: 'planned', dueOn: '2026-03-20', attempts: 0 });
    expect(after(record, { outcome: 'later', nextOn: '2026-03-01' })).toMatchObject([{ code: 'plans.day-is-past' }]);
  });

  test('death ends all follow-up of the case; leaving the country ends this contact', () => {
    expect(after(record, { outcome: 'died' })).toMatchObject({ state: 'closed', endsAll: true });
    expect(after(record, { outcome: 'left-country' })).toMatchObject({ state: 'closed', endsAll: false });
  });

  test('every state answers every outcome: with a new state or a coded refusal', () => {
    for (const state of FOLLOW_UP_STATES) {
      for (const outcome of OUTCOMES) {
        const result = afterAttempt({ ...record, state }, attempt({ outcome }), '2026-03-10', pack.attempts);
        expect(result.ok || result.problems.every((p) => p.code.startsWith('plans.'))).toBe(true);
      }
    }
  });

  test('a contact that is over cannot be moved to another day', () => {
    expect(reschedule({ ...record, state: 'done' }, '2026-04-01', '2026-03-10').ok).toBe(false);
    expect(reschedule(record, '2026-03-09', '2026-03-10').ok).toBe(false);
    expect(reschedule(record, '2026-04-01', '2026-03-10').ok).toBe(true);
  });
});
