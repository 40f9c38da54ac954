import { describe, expect, test } from 'vitest';
import { fileURLToPath } from 'node:url';
import { known } from '#kernel/facts';
import { readPackFile } from '#platform/country';
import { questionsOf, type Instrument } from '../instrument.ts';
import { assessmentPackSchema } from '../pack.ts';
import type { Answer } from '../schema.ts';
import { findingsOf } from './findings.ts';

const { instruments } = readPackFile(fileURLToPath(new URL('../../../../countries/sampleland/assessment.json', import.meta.url)), assessmentPackSchema);
const instrument = (code: string): Instrument => instruments.find((i) => i.code === code)!;
const value = (v: unknown) => ({ state: 'value', value: v }) as Answer;
const SIX = ['seeing', 'hearing', 'walking', 'remembering', 'selfCare', 'communicating'];
const six = (levels: Readonly<Record<string, string>>) => value(Object.fromEntries(SIX.map((row) => [row, levels[row] ?? 'no'])));
const short = (answers: Record<string, Answer>) => findingsOf(instrument('washington'), answers, {}, 'es').open.map((f) => f.label);

describe('the short set on functioning', () => {
  test.each(SIX)('a lot of difficulty in %s alone is a disability', (row) => {
    for (const level of ['aLot', 'cannot']) expect(short({ functioning: six({ [row]: level }) })[0]).toMatch(/^Con discapacidad/);
  });

  test('some difficulty in all six is none', () => {
    expect(short({ functioning: six(Object.fromEntries(SIX.map((row) => [row, 'some']))) })).toEqual(['Sin discapacidad, según el cuestionario corto']);
  });

  test('one that was not asked leaves it open, unless another one decides', () => {
    expect(short({ functioning: value({ seeing: 'no' }) })).toEqual([]);
    expect(short({ functioning: value({ seeing: 'cannot' }) })[0]).toMatch(/^Con discapacidad/);
    expect(short({ functioning: { state: 'declined' } })).toEqual([]);
  });
});

describe('factors of vulnerability', () => {
  const seen = (answers: Record<string, Answer>, facts = {}) => findingsOf(instrument('vulnerability'), answers, facts, 'es');
  const codes = (answers: Record<string, Answer>, facts = {}) => seen(answers, facts).open.map((f) => `${f.level} ${f.polarity} ${f.code}`);

  test('lie at four levels, each with risks and something that protects', () => {
    const { findings = [] } = instrument('vulnerability');
    for (const level of ['individual', 'household', 'community', 'structural']) {
      expect(new Set(findings.filter((f) => f.level === level).map((f) => f.polarity))).toEqual(new Set(['risk', 'protective']));
    }
  });

  test('may be a risk or protect, by the same question', () => {
    expect(codes({ familySupport: value(true) })).toEqual(['household protective family-receives']);
    expect(codes({ familySupport: value(false) })).toEqual(['household risk nobody-receives']);
    expect(codes({ familySupport: { state: 'dontKnow' } })).toEqual([]);
  });

  test('follow from what was only confirmed, and from how many rows there are', () => {
    expect(codes({ hasDebt: { state: 'confirmed' } }, { hasDebt: known(true, '2026-03-10') })).toEqual(['individual risk in-debt']);
    const rows = (n: number) => value({ rows: Array.from({ length: n }, (_, i) => ({ id: String(i), answers: {} })) });
    expect(codes({ children: rows(3) })).toEqual([]);
    expect(codes({ children: rows(4) })).toEqual(['household risk many-children']);
  });

  test('are closed where their question is', () => {
    const { open, restricted } = seen({ violenceAtHome: value(true), recruitmentPressure: value(true) });
    expect(open).toEqual([]);
    expect(restricted.map((f) => f.code)).toEqual(['recruited', 'violence-home']);
  });
});

describe('every finding', () => {
  test('names a question of its instrument and answers that the question has', () => {
    for (const one of instruments) {
      const questions = new Map(questionsOf(one).map((q) => [q.code, q]));
      for (const { code, when } of one.findings ?? []) {
        const question = questions.get(when.question);
        expect(question, code).toBeDefined();
        const known = [...(question!.choices ?? []), ...(question!.levels ?? [])].map((c) => c.code);
        for (const answer of [...(when.answers ?? []), ...(when.anyLevel ?? [])]) if (typeof answer === 'string') expect(known, code).toContain(answer);
      }
    }
  });
});
