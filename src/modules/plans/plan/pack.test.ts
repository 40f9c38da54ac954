import { describe, expect, test } from 'vitest';
import { directorySlice, isTellTale } from '#directory';
import type { Wording } from '#assessment/schema';
import type { CountryCode } from '#kernel/codes';
import { FACTS } from '#kernel/facts';
import { openPacks } from '#platform/country';
import { planSlice } from './pack.ts';
import { planPackSchema } from './schema.ts';

const CODES: readonly CountryCode[] = ['MX', 'SV', 'GT', 'HN', 'ZZ'];
const packs = openPacks([...CODES]);

describe.each(CODES)('the proposals of %s', (code) => {
  const pack = packs.get(code)!.slice(planSlice);

  test('answer needs that the country knows, under codes of their own', () => {
    const known = new Set(packs.get(code)!.slice(directorySlice).needTypes.map((n) => n.code));
    expect(pack.templates.flatMap((t) => t.needs).filter((need) => !known.has(need))).toEqual([]);
    for (const list of [pack.templates, pack.safetySteps]) expect(new Set(list.map((x) => x.code)).size).toBe(list.length);
  });

  test('answer causes of leaving that can be told, and each of them but "another one" is answered', () => {
    const { values } = FACTS.migrationCauses;
    const answered = new Set(pack.templates.flatMap((t) => t.answers));
    expect([...answered].filter((cause) => !(values as readonly string[]).includes(cause))).toEqual([]);
    expect(values.filter((cause) => cause !== 'other' && !answered.has(cause))).toEqual([]);
  });

  test('say nothing that tells how somebody came back, nor where safety lies: they are printed', () => {
    const printed: Wording[] = [...pack.safetySteps.map((s) => s.words), ...pack.templates.flatMap((t) => [t.goal, ...t.steps.map((s) => s.words)])];
    expect(printed.flatMap((w) => [w.es, w.en]).filter((w) => isTellTale(w))).toEqual([]);
    const telling = /refugio|albergue|polic|denunc|fiscal|shelter|police|violen|amenaz|threat|danger|peligro/i;
    expect(pack.safetySteps.flatMap((s) => [s.words.es, s.words.en]).filter((w) => telling.test(w))).toEqual([]);
  });

  test('say that they are the product’s as long as the country has not set its own', () => { expect(pack.setByCountry).toBe(false); });
});

test('a pack that only says where it comes from and what comes first is enough', () => {
  expect(planPackSchema.parse({ source: 'prueba', safetySteps: [{ code: 'call', words: { es: 'Llamar', en: 'Call' } }] })).toMatchObject({ withinDays: 30, adultAge: 18, templates: [], setByCountry: false });
});
