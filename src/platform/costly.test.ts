import { describe, expect, it } from 'vitest';
import { CostlyAnswers } from './costly.ts';

const NOW = new Date('2026-03-10T15:00:00Z');
const after = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

/** Answers that take as long as is said, numbered one after the other. */
function answering() {
  let passed = 0;
  let made = 0;
  const answers = new CostlyAnswers<number>({ fromMs: 1000, keepMs: 300_000, most: 2 }, () => passed);
  const ask = (key: string, now: Date, { takes = 1000, anew = false } = {}) => answers.ask(key, { now, anew }, () => { passed += takes; made += 1; return Promise.resolve(made); });
  return { answers, ask };
}

describe('answers that were long in the making', () => {
  it('are given again for a while, with the moment at which they were made', async () => {
    const { ask } = answering();
    await ask('a', NOW);
    expect(await ask('a', after(299))).toEqual({ answer: 1, at: NOW });
    expect(await ask('a', after(300))).toEqual({ answer: 2, at: after(300) });
  });

  it('are kept for whoever asked the same and nobody else', async () => {
    const { ask } = answering();
    await ask('a', NOW);
    expect((await ask('b', NOW)).answer).toBe(2);
  });

  it('are made anew where that is asked for, and then given again', async () => {
    const { ask } = answering();
    await ask('a', NOW);
    expect((await ask('a', after(1), { anew: true })).answer).toBe(2);
    expect((await ask('a', after(2))).answer).toBe(2);
  });

  it('are never kept when they were quick', async () => {
    const { ask } = answering();
    await ask('a', NOW, { takes: 999 });
    expect((await ask('a', NOW)).answer).toBe(2);
  });

  it('are not given to somebody whose clock stands before them, and not more than so many are kept', async () => {
    const { ask } = answering();
    await ask('a', NOW);
    expect((await ask('a', after(-1))).answer).toBe(2);
    await ask('b', NOW);
    await ask('c', NOW);
    expect((await ask('a', NOW)).answer).toBe(5);
    expect((await ask('c', NOW)).answer).toBe(4);
  });

  it('that failed are not kept', async () => {
    const { answers, ask } = answering();
    await expect(answers.ask('a', { now: NOW, anew: false }, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect((await ask('a', NOW)).answer).toBe(1);
  });
});
