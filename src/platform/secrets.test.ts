import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { fieldCipher, secret } from './secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('fields of the restricted tier', () => {
  const cipher = fieldCipher('a secret of the test');
  it('open to what was sealed, whatever the text', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (text, context) => cipher.open(cipher.seal(text, context), context) === text));
  });
  it('do not open in another place, with another key, or after a change', () => {
    const sealed = cipher.seal('there', 'fact:1');
    expect(() => cipher.open(sealed, 'fact:2')).toThrow();
    expect(() => fieldCipher('another secret').open(sealed, 'fact:1')).toThrow();
    sealed[sealed.length - 1]! ^= 1;
    expect(() => cipher.open(sealed, 'fact:1')).toThrow();
  });
});

describe('marks', () => {
  const cipher = fieldCipher('a secret of the test');
  it('are the same id for the same text, and another for another text, context or key', () => {
    const mark = cipher.mark('officer, case', 'paper report');
    expect(mark).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(fieldCipher('a secret of the test').mark('officer, case', 'paper report')).toBe(mark);
    expect([cipher.mark('officer, case 2', 'paper report'), cipher.mark('officer, case', 'another'), fieldCipher('another secret').mark('officer, case', 'paper report')]).not.toContain(mark);
  });
});

describe('secrets', () => {
  it('are made once, kept, and closed to others', () => {
    const first = secret(folder, 'key', {});
    expect(secret(folder, 'key', {})).toBe(first);
    expect(first.length).toBeGreaterThan(40);
    expect(statSync(join(folder, 'secrets', 'key')).mode & 0o077).toBe(0);
  });
});
