import { describe, expect, it } from 'vitest';
import { whichDraft } from './which-draft.ts';

describe('a desk that is opened again', () => {
  it('goes on with the words of this tab while nobody else has written', () => {
    expect(whichDraft({ hasOwn: true, base: null, kept: null })).toBe('own');
    expect(whichDraft({ hasOwn: true, base: '2026-03-10T10:00:00.000Z', kept: '2026-03-10T10:00:00.000Z' })).toBe('own');
  });

  it('shows a colleague’s newer words first and keeps the own beside them', () => {
    expect(whichDraft({ hasOwn: true, base: '2026-03-10T10:00:00.000Z', kept: '2026-03-10T10:05:00.000Z' })).toBe('both');
    expect(whichDraft({ hasOwn: true, base: null, kept: '2026-03-10T10:05:00.000Z' })).toBe('both');
  });

  it('takes what the server has where this tab has nothing of its own', () => {
    expect(whichDraft({ hasOwn: false, base: null, kept: '2026-03-10T10:05:00.000Z' })).toBe('kept');
    expect(whichDraft({ hasOwn: false, base: null, kept: null })).toBe('kept');
  });
});
