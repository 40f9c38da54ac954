import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf, readPlace, type PartOfPlace } from './paging.ts';

const ID = '019d03bd-d71f-78dc-8000-0123456789ab';
const written = (text: string): string => Buffer.from(text).toString('base64url');
const moments = fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2200-01-01T00:00:00Z'), noInvalidDate: true });

describe('pages of a list', () => {
  it('end where the next one begins, whatever the last row is', () => {
    fc.assert(fc.property(moments, fc.uuid(), fc.string({ maxLength: 60 }).filter((s) => !s.includes('\0')), (at, id, name) => {
      const { next } = pageOf([1, 2], 1, () => [at.toISOString(), at.toISOString().slice(0, 10), id, 3, name]);
      expect(readPlace(next!, ['moment', 'day', 'id', 'digit', 'text'])).toEqual([at.toISOString(), at.toISOString().slice(0, 10), id, '3', Buffer.from(name).toString()]);
    }));
  });

  it('are cut to their size, and have a next one only if there is one row more', () => {
    const place = (row: number) => [row];
    expect(pageOf([], 2, place)).toEqual({ shown: [], next: null });
    expect(pageOf([1, 2], 2, place)).toEqual({ shown: [1, 2], next: null });
    expect(pageOf([1, 2, 3], 2, place)).toEqual({ shown: [1, 2], next: written('2') });
  });

  it('begin at the beginning without a place', () => {
    expect([readPlace(undefined, ['id']), readPlace('', ['id'])]).toEqual([null, null]);
  });

  it('read an instant as the database writes it', () => {
    for (const at of ['2026-11-23 10:00:00.123456+00', '2026-11-23 10:00:00-06', '2026-11-23T10:00:00.000Z', '2026-11-23 10:00:00+05:30']) expect(readPlace(written(`${at}|${ID}`), ['moment', 'id'])).toEqual([at, ID]);
  });

  it.each<[string, readonly PartOfPlace[]]>([
    ['1', ['moment']], ['2026-02-30T10:00:00Z', ['moment']], ['2026-11-23T25:00:00Z', ['moment']], ['-271821-04-20T00:00:00.000Z', ['moment']], ['2026-11-23', ['moment']],
    ['2026-02-30', ['day']], ['infinity', ['day']], ['------------------------------------', ['id']], [ID.toUpperCase(), ['id']], ['10', ['digit']], ['é', ['key']], ['a\0', ['text']], [ID, ['id', 'id']],
  ])('refuse what was made up: %j as %j', (text, parts) => {
    expect(() => readPlace(written(text), parts)).toThrow('platform.invalid');
  });
});
