import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { questionSchema } from '../instrument.ts';
import { answerSchema, type Cell, type Row, type Rows } from '../schema.ts';
import { checkAnswer, factValueOf } from './answers.ts';
import { addRow, answerRow, groupIsWhole, questionsOfRow, removeRow, rowsOf } from './repeats.ts';
import { snapshotOf } from './snapshot.ts';

const words = (text: string) => ({ es: text, en: text });
const children = questionSchema.parse({
  code: 'children', kind: 'repeat', label: words('Niñas y niños'), neededBy: words('la escuela'), sensitivity: 'personal', fact: 'childrenInCare',
  repeat: {
    item: words('Niña o niño'), most: 5,
    questions: [
      { code: 'age', kind: 'integer', label: words('Edad'), constraint: { min: 0, max: 17 } },
      { code: 'inSchool', kind: 'yes_no', label: words('¿Va a la escuela?') },
      { code: 'grade', kind: 'text', label: words('Grado'), relevantAnswer: { question: 'inSchool', answers: [true] } },
    ],
  },
});
const row = (id: string, answers: Record<string, Cell>): Row => ({ id, answers });
const two: Rows = { rows: [row('a', { age: 4 }), row('b', { age: 9, inSchool: true, grade: '3.º' })] };

type Step = (rows: readonly Row[]) => readonly Row[];
interface Act { readonly of: string; readonly removes: boolean; readonly take: Step }
const id = fc.constantFrom('a', 'b', 'c', 'd');
const step: fc.Arbitrary<Act> = fc.oneof(
  id.map((of) => ({ of, removes: false, take: (rows: readonly Row[]) => addRow(rows, of).rows })),
  id.map((of) => ({ of, removes: true, take: (rows: readonly Row[]) => removeRow(rows, of).rows })),
  fc.tuple(id, fc.constantFrom('age', 'grade'), fc.option(fc.integer({ min: 0, max: 17 }))).map(([of, code, cell]) => ({ of, removes: false, take: (rows: readonly Row[]) => answerRow(rows, of, code, cell).rows })),
);
const take = (rows: readonly Row[], act: Act): readonly Row[] => act.take(rows);

describe('rows of a repeated group', () => {
  test('never lose an answer and keep their order, whatever is done to other rows', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), fc.array(step, { maxLength: 40 }), id, (before, after, watched) => {
      const there = before.reduce(take, [] as readonly Row[]);
      const now = after.filter((s) => s.of !== watched).reduce(take, there);
      expect(now.find((r) => r.id === watched)).toEqual(there.find((r) => r.id === watched));
      const kept = there.map((r) => r.id).filter((one) => now.some((r) => r.id === one) && !after.some((s) => s.removes && s.of === one));
      expect(now.map((r) => r.id).filter((one) => kept.includes(one))).toEqual(kept);
      expect(new Set(now.map((r) => r.id)).size).toBe(now.length);
    }));
  });

  test('change nothing of what they were made from, and survive being kept and read again', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 20 }), step, (before, one) => {
      const there = before.reduce(take, [] as readonly Row[]);
      const frozen = structuredClone(there);
      take(there, one);
      expect(there).toEqual(frozen);
      const read = answerSchema.parse(JSON.parse(JSON.stringify({ state: 'value', value: { rows: there } })));
      expect(rowsOf(read.state === 'value' ? read.value : null)).toEqual(there);
    }));
  });

  test('ask what applies to each of them; what fell away stays kept', () => {
    expect(questionsOfRow(children, two.rows[0]!).map((q) => q.code)).toEqual(['age', 'inSchool']);
    const left = answerRow(two.rows, 'b', 'inSchool', false).rows[1]!;
    expect(questionsOfRow(children, left).map((q) => q.code)).toEqual(['age', 'inSchool']);
    expect(left.answers['grade']).toBe('3.º');
  });

  test.each([
    ['an age that no child has', { rows: [row('a', { age: 30 })] }],
    ['a question that is not of the group', { rows: [row('a', { shoe: 30 })] }],
    ['one id twice', { rows: [row('a', {}), row('a', {})] }],
    ['more rows than the group takes', { rows: 'abcdef'.split('').map((one) => row(one, {})) }],
    ['no rows at all', 3],
  ])('are refused with %s', (_, value) => {
    expect(checkAnswer(children, { state: 'value', value: value as Rows })).toEqual([{ code: 'assessment.answer-does-not-fit', field: 'children' }]);
  });

  test('teach how many there are, and nothing of any of them', () => {
    expect(checkAnswer(children, { state: 'value', value: two })).toEqual([]);
    expect(factValueOf(children, two)).toBe(2);
    expect(factValueOf(children, { rows: [] })).toBe(0);
    const where = { ...children, repeat: { ...children.repeat!, countWhere: { question: 'inSchool', answers: [false] } } };
    expect(factValueOf(where, two)).toBeNull();
    expect(factValueOf(where, answerRow(two.rows, 'a', 'inSchool', false))).toBe(1);
  });

  test('hold together: a condition on a question of another group is no definition', () => {
    expect(groupIsWhole(children)).toBe(true);
    expect(groupIsWhole({ ...children, repeat: { ...children.repeat!, countWhere: { question: 'elsewhere', answers: [true] } } })).toBe(false);
    expect(groupIsWhole({ kind: 'repeat' } as typeof children)).toBe(false);
    expect(groupIsWhole({ ...children, kind: 'text' })).toBe(false);
  });

  test('stand in the record row by row, in the words they were asked in', () => {
    const instrument = { code: 'x', version: 'x-1', title: words('X'), source: 'test', verified: false, sections: [{ code: 's', title: words('S'), questions: [children] }] };
    const reader = { locale: 'es', yes: 'Sí', no: 'No', none: 'Nada', declined: '–', dontKnow: '?', place: (p: string) => p };
    const { open } = snapshotOf(instrument, { children: { state: 'value', value: two } }, {}, reader);
    expect(open).toMatchObject([{ code: 'children', rows: [[{ question: 'Edad', answer: '4' }], [{ question: 'Edad', answer: '9' }, { question: '¿Va a la escuela?', answer: 'Sí' }, { question: 'Grado', answer: '3.º' }]] }]);
    expect(open[0]!.answer).toBe('1. Edad: 4\n2. Edad: 9 · ¿Va a la escuela?: Sí · Grado: 3.º');
  });
});
