import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { factLabelKey, factQuestionKey } from '#kernel/fact-words';
import { FACT_CODES, factDefinition, isFactCode } from '#kernel/facts';
import { readTexts } from '#platform/i18n';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const bank = (JSON.parse(read('src/modules/assessment/bank/questions.json')) as { questions: { code: string; fact?: string }[] }).questions;

const rows = read('docs/facts.md').split('\n').filter((line) => line.startsWith('| ')).map((line) => line.slice(2, -2).split(' | '));
const texts = { es: readTexts('es'), en: readTexts('en') };
const factRows = new Map(rows.filter((row) => row.length === 7 && row[0]!.startsWith('`')).map((row) => [row[0]!.replaceAll('`', ''), row]));
const requirementRows = rows.filter((row) => row.length === 3 && row[0]!.startsWith('R-'));
const codesIn = (text: string): string[] => [...text.matchAll(/`(\w+)`/g)].map((m) => m[1]!);

const ASKERS = ['reception', 'window', 'protection', 'derived'];
const OWNERS = ['registry', 'reception', 'assessment', 'protection'];

describe('the vocabulary of facts is written down as it is', () => {
  it('has a row for each fact and none for what is not a fact', () => {
    expect([...factRows.keys()].sort()).toEqual([...FACT_CODES].sort());
  });

  it.each(FACT_CODES)('%s: kind, sensitivity, asker, owner, name and questions', (code) => {
    const [, name, kind, sensitivity, asker, owner, asked] = factRows.get(code)!;
    const def = factDefinition(code);
    const label = (locale: 'es' | 'en'): string | undefined => texts[locale].get(factLabelKey(code));
    expect(name).toBe(`${label('es')} / ${label('en')}`);
    expect(kind).toBe(def.use ? `${def.kind} · ${def.use}` : def.kind);
    expect([sensitivity, asker]).toEqual([def.sensitivity, def.asker]);
    expect(ASKERS).toContain(def.asker);
    expect(OWNERS).toContain(owner);
    const questions = bank.filter((q) => q.fact === code).map((q) => q.code);
    expect(questions.length > 0 ? codesIn(asked!) : asked!.length > 5).toEqual(questions.length > 0 ? questions : true);
  });

  it.each(['es', 'en'] as const)('each fact has a name and a question of its own (%s)', (locale) => {
    for (const keyOf of [factLabelKey, factQuestionKey]) {
      const said = FACT_CODES.map((code) => texts[locale].get(keyOf(code)) ?? '');
      expect(said.filter((text) => text.trim() === '')).toEqual([]);
      expect(said.filter((text, i) => said.indexOf(text) !== i)).toEqual([]);
    }
  });

  it('what only protection staff may read, nobody else asks; what must never steer is not asked at all', () => {
    for (const code of FACT_CODES) {
      const def = factDefinition(code);
      if (def.sensitivity === 'restricted') expect([code, def.asker]).toEqual([code, 'protection']);
      if (def.use === 'never') expect(bank.filter((q) => q.fact === code)).toEqual([]);
    }
  });
});

describe('the characteristics that the requirements name', () => {
  const numbered = Array.from({ length: 30 }, (_, i) => `R-VUL-${String(i + 1).padStart(2, '0')}`);

  it('are all there: each of the vulnerabilities', () => {
    expect(requirementRows.map(([id]) => id!).filter((id) => id.startsWith('R-VUL'))).toEqual(numbered);
  });

  it.each(requirementRows.map((row) => [row[0]!, row[2]!] as const))('%s is covered by facts that exist, or says why not', (id, said) => {
    if (id === 'R-VUL-01') return expect(said).toBe('all facts: each is recorded by itself');
    const codes = codesIn(said);
    expect(codes.filter((code) => !isFactCode(code))).toEqual([]);
    if (codes.length === 0) expect(said).toMatch(/^no fact: .{20,}/);
  });
});
