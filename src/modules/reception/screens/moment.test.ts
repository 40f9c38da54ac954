import { describe, expect, it } from 'vitest';
import { momentOf } from './moment.ts';

const formatDate = (value: string | Date, style: string = 'short'): string => {
  const text = typeof value === 'string' ? value : value.toISOString();
  return style === 'short' ? text.slice(0, 10) : style === 'hour' ? text.slice(11, 16) : `${text.slice(0, 10)} ${text.slice(11, 16)}`;
};

describe('a moment on the floor', () => {
  it('is an hour today and a day with its hour otherwise', () => {
    expect(momentOf('2026-03-10T22:15:00Z', { today: '2026-03-10', formatDate })).toBe('22:15');
    expect(momentOf('2026-03-09T22:15:00Z', { today: '2026-03-10', formatDate })).toBe('2026-03-09 22:15');
  });
});
