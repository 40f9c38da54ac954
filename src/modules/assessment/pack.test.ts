import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { directoryPackSchema } from '#directory/schema';
import { factDefinition } from '#kernel/facts';
import { readPackFile } from '#platform/country';
import { questionsOf } from './instrument.ts';
import { assessmentPackSchema } from './pack.ts';
import { ALERT_CODES } from './schema.ts';

const root = fileURLToPath(new URL('../../../countries/', import.meta.url));
const packs = readdirSync(root).filter((folder) => existsSync(`${root}${folder}/assessment.json`)).map((folder) => [folder, `${root}${folder}/assessment.json`] as const);

describe.each(packs)('the questionnaires of %s', (_, file) => {
  const pack = readPackFile(file, assessmentPackSchema);

  test('resolve, with one question per code in each instrument', () => {
    for (const instrument of pack.instruments) {
      const codes = questionsOf(instrument).map((q) => q.code);
      expect(new Set(codes).size).toBe(codes.length);
    }
  });

  test('the single questionnaire stays short enough to be answered in one sitting', () => {
    const single = pack.instruments.find((i) => i.code === 'single')!;
    expect(questionsOf(single).filter((q) => !q.relevant && !q.relevantAnswer).length).toBeLessThanOrEqual(32);
  });

  test('ask restricted facts only with the care that restricted facts need', () => {
    for (const question of pack.instruments.flatMap(questionsOf)) {
      if (question.fact && factDefinition(question.fact).sensitivity === 'restricted') expect(question.sensitivity, question.code).toBe('restricted');
    }
  });

  test('raise only alerts that screens and texts know', () => {
    const raised = pack.instruments.flatMap(questionsOf).flatMap((q) => q.alarms ?? []).map((a) => a.code);
    expect(raised.filter((code) => !(ALERT_CODES as readonly string[]).includes(code))).toEqual([]);
  });

  test('lead only to needs that a person can have and the directory knows', () => {
    const { needTypes } = readPackFile(file.replace('assessment.json', 'directory.json'), directoryPackSchema);
    const personal = new Set(needTypes.filter((n) => n.personal).map((n) => n.code));
    const raised = pack.instruments.flatMap(questionsOf).flatMap((q) => q.raises ?? []).map((r) => r.need);
    expect([...pack.needRules.map((r) => r.need), ...raised].filter((need) => !personal.has(need))).toEqual([]);
  });

  test('name each need rule once', () => {
    const codes = pack.needRules.map((r) => r.code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
