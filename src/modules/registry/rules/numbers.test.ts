import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import gt from '../../../../countries/gt/registry.json' with { type: 'json' };
import hn from '../../../../countries/hn/registry.json' with { type: 'json' };
import mx from '../../../../countries/mx/registry.json' with { type: 'json' };
import sv from '../../../../countries/sv/registry.json' with { type: 'json' };
import { checkNumber, compactNumber, type NumberFormat } from './numbers.ts';

/** Formats of all packs by document type; where several countries have one, the first that is named here. */
const FORMATS = { ...gt.numbers, ...hn.numbers, ...sv.numbers, ...mx.numbers } as unknown as Readonly<Record<string, NumberFormat>>;
const TODAY = '2026-11-22';
const check = (type: string, text: string) => checkNumber(FORMATS[type], text, TODAY);
// The vectors of every kind of number stand with the packs, in `countries/registry-numbers.test.ts`.
describe('numbers of papers', () => {
  it.each([['rtn', '0801-1995-045212', 'valid'], ['ine', 'GRLPMR85070487M100', 'valid'], ['repatriation-record', 'INM/123-b', 'unverified'], ['other', 'lo que sea', 'unverified']])('%s %s is %s', (type, text, verdict) => {
    expect(check(type, text).verdict).toBe(verdict);
  });

  it('what a CURP carries: birth date with the right century, sex, initials', () => {
    expect(check('curp', 'PEGJ050310MOCRNNA1').carries).toMatchObject({ birthDate: '2005-03-10', sex: 'F', initials: { surname1: 'P', surname2: 'G', given: 'J' } });
    expect(check('curp', 'BOXW310820HNERXN09').carries).toMatchObject({ birthDate: '1931-08-20', sex: 'M' });
    expect(check('ine', 'GRLPMR85070420M100').carries).toEqual({ birthDate: '1985-07-04', sex: 'F' });
    expect(check('dni', '0801-1995-04521').carries).toEqual({ birthYear: 1995 });
  });

  it('no text whatever breaks a check, and the compact form is the same after compacting again', () => {
    fc.assert(fc.property(fc.constantFrom(...Object.keys(FORMATS), 'other'), fc.oneof(fc.array(fc.integer({ min: 0, max: 0x10_ff_ff })).map((codes) => String.fromCodePoint(...codes)), fc.string()), (type, text) => {
      const { compact } = check(type, text);
      return compactNumber(compact) === compact;
    }));
  });
});
