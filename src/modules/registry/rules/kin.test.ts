import { describe, expect, it } from 'vitest';
import { kinHint, type KinHint } from './kin.ts';

const codes = (text: string) => text.split(' ').filter(Boolean).map((code) => ({ code, params: { years: 25 } }));

describe('a hint that these may be relatives', () => {
  it.each<[string, string, string, KinHint | null]>([
    ['siblings', 'surname1.same surname2.same', 'given.differ birth.near', 'family'],
    ['twins', 'surname1.same surname2.same birth.same', 'given.differ', 'twins'],
    ['half-siblings born on one day', 'surname1.same birth.same', 'given.shared surname2.differ', 'twins'],
    ['a father and a son of one name', 'given.same surname1.same', 'surname2.differ birth.differ', 'generation'],
    ['the same person', 'given.same surname1.same birth.same', '', null],
    ['one number', 'number.same surname1.same surname2.same', 'given.differ', null],
    ['strangers', 'given.same', 'surname1.differ birth.differ', null],
    ['a common surname', 'surname1.same', 'given.differ birth.differ', null],
  ])('%s', (_story, agrees, differs, hint) => {
    expect(kinHint({ agrees: codes(agrees), differs: codes(differs) })).toBe(hint);
  });
});
