import { describe, expect, it } from 'vitest';
import { LONGEST_PART, readableAddress } from './addresses.ts';

describe('an address', () => {
  it.each(['/', '/mx', '/mx/ayuda?f=legal&lugar=%E0%A4%A', '/mx/servicio/%F0%9F%98%80', '/api/x?y=%00', '/api/x/%00?y=1', '/api/%ZZ', `/a/${'b'.repeat(LONGEST_PART)}`, '*', ''])('%s stays as it is', (url) => {
    expect(readableAddress(url)).toBe(url);
  });

  it.each([
    ['/mx/servicio/%', '/-'], ['/mx/servicio/%E0%A4%A?lang=en', '/-?lang=en'], ['/mx/%00', '/-'], ['/mx/a%0Ab', '/-'],
    [`/a/${'b'.repeat(LONGEST_PART + 1)}/c`, '/-'],
  ])('%s leads to where nothing is', (url, to) => {
    expect(readableAddress(url)).toBe(to);
  });
});
