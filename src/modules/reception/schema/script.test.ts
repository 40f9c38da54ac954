import { describe, expect, it } from 'vitest';
import { LATER_QUESTIONS, SCRIPT, SCRIPT_STEPS } from './script.ts';

describe('the script of the conversation', () => {
  it('has every step once, begins with a welcome and ends with what comes next', () => {
    expect(SCRIPT.map((line) => line.question).sort()).toEqual([...SCRIPT_STEPS].sort());
    expect([SCRIPT[0]?.question, SCRIPT.at(-1)?.question]).toEqual(['welcome', 'goodbye']);
  });

  it('lets whoever is asked leave every question that may wait, and says where each comes from', () => {
    for (const later of LATER_QUESTIONS) expect(SCRIPT.find((line) => line.question === later)?.maySkip).toBe(true);
    for (const line of SCRIPT) expect(line.sources.length).toBeGreaterThan(0);
  });

  it('asks for pain and for who comes along before anything that only the file needs', () => {
    const at = (step: string) => SCRIPT.findIndex((line) => line.question === step);
    for (const later of LATER_QUESTIONS) {
      expect(at('health')).toBeLessThan(at(later));
      expect(at('private')).toBeLessThan(at(later));
    }
  });
});
