import { expect, it } from 'vitest';
import { showsHidden } from './hidden.ts';

it('a change that takes a mark of secrecy away is noticed, of the entry and of a place; hiding and all else is not', () => {
  const place = (confidential: boolean) => ({ reach: 'department', confidential });
  expect(showsHidden([{ field: 'protectionOnly', before: true, after: false }])).toBe(true);
  expect(showsHidden([{ field: 'confidentialLocation', before: true, after: null }])).toBe(true);
  expect(showsHidden([{ field: 'places', before: [place(true), place(false)], after: [place(false), place(false)] }])).toBe(true);
  expect(showsHidden([{ field: 'place', before: place(true), after: place(false) }])).toBe(true);
  expect(showsHidden([{ field: 'confidentialLocation', before: false, after: true }, { field: 'places', before: [place(false)], after: [place(true)] }])).toBe(false);
  expect(showsHidden([{ field: 'nameEs', before: 'a', after: 'b' }])).toBe(false);
});
