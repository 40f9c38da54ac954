import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dropDraft, hasUnsavedWork, isWork, markUnsaved, readDraft, setDraftOwner, writeDraft } from './draft-store.ts';
import { getAt, setAt, withoutBlanks } from './paths.ts';
import { problemsOfIssues, sentenceOf } from './problems.ts';
import type { SchemaIssue } from './problems.ts';

describe('values of a form', () => {
  it('are read and replaced by path without touching their neighbours', () => {
    const values = { person: { names: 'Ana', papers: [{ number: '1' }] }, note: 'x' };
    const next = setAt(values, 'person.papers.0.number', '2');
    expect(getAt(next, 'person.papers.0.number')).toBe('2');
    expect(getAt(values, 'person.papers.0.number')).toBe('1');
    expect(next.note).toBe('x');
  });

  it('grow where a path leads into nothing', () => {
    expect(setAt({}, 'items.1.code', 'a')).toEqual({ items: [undefined, { code: 'a' }] });
  });

  it('give back what was put in, at any path', () => {
    const key = fc.stringMatching(/^[a-z]{1,4}$/);
    fc.assert(fc.property(fc.array(key, { minLength: 1, maxLength: 4 }), fc.string(), (path, value) => {
      expect(getAt(setAt({}, path.join('.'), value), path.join('.'))).toBe(value);
    }));
  });

  it('leave empty boxes out, or null where the form began with null', () => {
    expect(withoutBlanks({ a: ' ', b: '', c: ' word ', d: { e: '' } }, { a: null })).toEqual({ a: null, c: 'word', d: {} });
  });

  it('keep files, dates, zero and false as they are', () => {
    const at = new Date(0);
    expect(withoutBlanks({ at, n: 0, no: false }, {})).toEqual({ at, n: 0, no: false });
  });
});

const schema = z.object({
  name: z.string().min(1), reason: z.string().min(10), mail: z.email(), kind: z.enum(['a', 'b']), own: z.string().max(2, 'room.too-long'), many: z.array(z.string()).min(1),
});

describe('problems of a schema', () => {
  const found = (value: Record<string, unknown>) => {
    const result = schema.safeParse(value);
    const list = problemsOfIssues((result.error?.issues ?? []) as readonly SchemaIssue[], (path) => getAt(value, path));
    return Object.fromEntries(list.map((problem) => [problem.field, problem.code]));
  };

  it('are coded, one for each field', () => {
    expect(found({ reason: 'short', mail: 'no', kind: 'c', own: 'abc', many: [] })).toEqual({
      name: 'ui.required', reason: 'ui.too-small-letters', mail: 'ui.email', kind: 'ui.choose-one', own: 'room.too-long', many: 'ui.required',
    });
  });

  it('say that an empty box is missing, whatever else its schema asks', () => {
    expect(found({})).toMatchObject({ name: 'ui.required', mail: 'ui.required', reason: 'ui.required' });
  });
});

describe('the sentence of a problem', () => {
  const words = { t: (key: string) => `«${key}»`, has: (key: string) => key === 'errors.room.known' };

  it('is the server’s if it brings one, then the text of its code, then a general one', () => {
    expect(sentenceOf({ code: 'room.known', message: 'As sent' }, words)).toBe('As sent');
    expect(sentenceOf({ code: 'room.known' }, words)).toBe('«errors.room.known»');
    expect(sentenceOf({ code: 'room.unknown' }, words)).toBe('«errors.ui.invalid»');
  });
});

function memoryStore(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() { return kept.size; },
    key: (at: number) => [...kept.keys()][at] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => { kept.set(key, value); },
    removeItem: (key: string) => { kept.delete(key); },
    clear: () => kept.clear(),
  };
}

describe('a draft', () => {
  it('survives until it is sent or thrown away', () => {
    const store = memoryStore();
    writeDraft('a', { note: 'half a sentence' }, store);
    expect(readDraft('a', store)).toEqual({ note: 'half a sentence' });
    dropDraft('a', store);
    expect(readDraft('a', store)).toBeNull();
  });

  it('stays with who typed it and is gone when somebody else signs in or they sign out', () => {
    const store = memoryStore();
    setDraftOwner('ana', store);
    writeDraft('a', { n: 1 }, store);
    setDraftOwner('ana', store);
    expect(readDraft('a', store)).toEqual({ n: 1 });
    setDraftOwner('luis', store);
    expect(readDraft('a', store)).toBeNull();
    writeDraft('b', { n: 2 }, store);
    setDraftOwner(null, store);
    expect(store.length).toBe(0);
  });

  it('that cannot be read or written harms nothing', () => {
    const broken = { ...memoryStore(), setItem: () => { throw new Error('full'); }, getItem: () => '{', length: 0 };
    writeDraft('a', {}, broken);
    expect(readDraft('a', broken)).toBeNull();
  });
});

describe('leaving a page', () => {
  it('does not ask about what the page filled in by itself', () => {
    expect(isWork(false, 'page')).toBe(false);
    expect(isWork(false, 'person')).toBe(true);
    expect(isWork(true, 'page')).toBe(true);
  });

  it('warns only while some form holds unsent work', () => {
    expect(hasUnsavedWork()).toBe(false);
    markUnsaved('a', true);
    expect(hasUnsavedWork()).toBe(true);
    markUnsaved('a', false);
    expect(hasUnsavedWork()).toBe(false);
  });
});
