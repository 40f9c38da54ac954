import { describe, expect, it } from 'vitest';
import { smsHref, telHref } from './phone.ts';

describe('a number that is tapped', () => {
  it.each([
    ['+504 5550-0101', 'tel:+50455500101'],
    ['(502) 5550 0101', 'tel:50255500101'],
    ['5550 0101 ext 12', 'tel:55500101;ext=12'],
    ['5550-0101 x12', 'tel:55500101;ext=12'],
    ['5550 0101 ext. 105 y 106', 'tel:55500101;ext=105'],
    ['911', 'tel:911'],
  ])('%s is called as %s: an extension follows the number and is no part of it', (phone, href) => {
    expect(telHref(phone)).toBe(href);
  });

  it('is written to without its extension', () => {
    expect(smsHref(' +504 5550-0101 ext 12')).toBe('sms:+50455500101');
  });
});
