import { describe, expect, it } from 'vitest';
import { INITIAL_MODEL, type LinkageModel } from './linkage.ts';
import { changesBetween, errorAt, pointsNeeded, weightsOfModel } from './recognition.ts';

const level = (model: LinkageModel, field: string, code: string) => weightsOfModel(model).find((f) => f.field === field)!.levels.find((l) => l.level === code)!;
const withSex = (same: { m: number; f: number; u: number }): LinkageModel => ({ ...INITIAL_MODEL, fields: { ...INITIAL_MODEL.fields, sex: { ...INITIAL_MODEL.fields.sex, same } } });

describe('a model as supervision reads it', () => {
  it('a birth date that agrees counts much against strangers and less against relatives', () => {
    const birth = level(INITIAL_MODEL, 'birth', 'same');
    expect(birth).toMatchObject({ one: 0.83, family: 0.02, strangers: 0.00006 });
    expect(birth.againstStrangers).toBeGreaterThan(birth.againstFamily + 5);
  });

  it('a surname that agrees says nearly nothing between relatives, and to strangers as much as its name is rare', () => {
    const surname = level(INITIAL_MODEL, 'surname1', 'same');
    expect(surname.strangers).toBeNull();
    expect(Math.abs(surname.againstFamily)).toBeLessThan(1);
    expect(surname.againstStrangers).toBeCloseTo(Math.log2(0.8 / 0.01), 9);
  });

  it('a larger registry needs more points; ten times the people, three points and a third', () => {
    expect(pointsNeeded(6, INITIAL_MODEL, 1_000_000) - pointsNeeded(6, INITIAL_MODEL, 100_000)).toBeCloseTo(Math.log2(10), 9);
    expect(errorAt(0)).toBe(0.5);
  });

  it('tells what a later version weighs otherwise, and nothing where nothing changed', () => {
    expect(changesBetween(INITIAL_MODEL, INITIAL_MODEL)).toEqual({ weights: [], bands: [], changed: 0 });
    const later = { ...withSex({ m: 0.985, f: 0.65, u: 0.1 }), bands: { ...INITIAL_MODEL.bands, surely: 7 } };
    expect(changesBetween(INITIAL_MODEL, later)).toMatchObject({ weights: [{ field: 'sex', level: 'same' }], bands: [{ band: 'surely', from: 6, to: 7 }], changed: 1 });
  });
});
