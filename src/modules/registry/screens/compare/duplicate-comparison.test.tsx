import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { TextProvider } from '#ui';
import type { Candidate } from '../../schema.ts';
import { DuplicateComparison, type ComparedPerson } from './duplicate-comparison.tsx';

const tools = {
  locale: 'es' as const, t: (key: string, params?: Readonly<Record<string, unknown>>) => (params ? `${key} ${Object.values(params).join()}` : key), has: () => true, formatDate: String, formatNumber: String,
  formatRelativeDay: (day: string) => day, formatList: (items: readonly string[]) => items.join(', '),
};
const known: Candidate = {
  personId: '00000000-0000-7000-8000-000000000001', band: 'perhaps', score: 8, agrees: [], differs: [],
  person: { givenNames: 'Ana', surname1: 'Inventada', surname2: null, birthDate: '1990-03-14', birthPrecision: 'day', sex: 'F', originAdmin2: null, originName: null, documents: [], lastReturnOn: null, lastReturnPlace: null },
};

const silent = () => undefined;
const shown = (typed: Partial<ComparedPerson>) => renderToStaticMarkup(
  <TextProvider tools={tools} today="2026-03-10"><DuplicateComparison typed={{ givenNames: 'Ana', ...typed }} candidates={[known]} answers={{}} onAnswer={silent} onSame={silent} /></TextProvider>,
);

describe('a comparison beside a form', () => {
  it('says the birth that was typed, with the age', () => {
    expect(shown({ birthDate: '1991-03-14', birthPrecision: 'day' })).toContain('1991-03-14 · registry.age 34');
  });

  it.each(['?-?-5', '199-3-14', '~?ocho', '1990-13-01'])('stands while a birth is half typed: %s', (birthDate) => {
    const page = shown({ birthDate, birthPrecision: 'day' });
    expect(page).toContain('1990-03-14 · registry.age 35');
    expect(page).not.toContain(birthDate);
  });
});
