import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import gt from '../../../../countries/gt/registry.json' with { type: 'json' };
import hn from '../../../../countries/hn/registry.json' with { type: 'json' };
import mx from '../../../../countries/mx/registry.json' with { type: 'json' };
import sv from '../../../../countries/sv/registry.json' with { type: 'json' };
import { checkNumber, compactNumber, type NumberFormat } from './numbers.ts';
import { numberAdvice } from './person.ts';

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

describe('a number that disagrees with what was typed', () => {
  const typed = { givenNames: 'Juana', surname1: 'Pérez', surname2: 'Gómez', birthDate: '2005-03-10', birthPrecision: 'day' as const, sex: 'F' as const };
  const advice = (change: object, type = 'curp', number = 'PEGJ050310MOCRNNA1') =>
    numberAdvice({ ...typed, ...change, documents: [{ type, number }] }, (t) => FORMATS[t], TODAY).map((a) => a.code);

  it.each<[string, object, readonly string[]]>([
    ['nothing', {}, []],
    ['birth date', { birthDate: '2005-03-11' }, ['number-birth-date']],
    ['birth date known by year only', { birthDate: '2005-01-01', birthPrecision: 'year' }, []],
    ['sex', { sex: 'M' }, ['number-sex']],
    ['first surname', { surname1: 'Ramírez' }, ['number-name']],
    ['given name', { givenNames: 'Ana' }, ['number-name']],
    ['María before the name that counts', { givenNames: 'María Juana' }, []],
    ['José before the name that counts', { givenNames: 'José Juan' }, []],
    ['a particle before the surname', { surname1: 'de la Paz' }, []],
    ['no second surname, where X is printed', { surname2: undefined }, ['number-name']],
  ])('%s', (_story, change, codes) => {
    expect(advice(change)).toEqual(codes);
  });

  it('a surname with Ñ is printed as X, and that is no disagreement', () => {
    expect(advice({ surname1: 'Ñáñez', surname2: '', givenNames: 'Xóchitl', birthDate: '2001-01-01', sex: 'X' }, 'curp', 'XXXX010101XNEXXXA8')).toEqual([]);
  });
});
