import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import gt from '../../../../countries/gt/registry.json' with { type: 'json' };
import hn from '../../../../countries/hn/registry.json' with { type: 'json' };
import mx from '../../../../countries/mx/registry.json' with { type: 'json' };
import sv from '../../../../countries/sv/registry.json' with { type: 'json' };
import { checkNumber, compactNumber, printNumber, type NumberFormat, type NumberVerdict } from './numbers.ts';
import { numberAdvice } from './person.ts';

/** Formats of all packs by document type; where several countries have one, the first that is named here. */
const FORMATS = { ...gt.numbers, ...hn.numbers, ...sv.numbers, ...mx.numbers } as unknown as Readonly<Record<string, NumberFormat>>;
const TODAY = '2026-11-22';
const check = (type: string, text: string) => checkNumber(FORMATS[type], text, TODAY);
type Vector = readonly [text: string, verdict: NumberVerdict, detail?: string];

// Vectors: published test suites and numbers made up by the stated rules; each was worked out again by hand.
const CURP: readonly Vector[] = [
  ['BOXW310820HNERXN09', 'valid'], ['HELO990501HVZRPN09', 'valid'], ['COME721110MVZNRR03', 'valid'], ['TEAM470622HVZZPR07', 'valid'], ['GARS700923HSPLXL06', 'valid'],
  ['HEGG560427MVZRRL04', 'valid'], ['BEML920313HMCLNS09', 'valid'], ['PEGL890909MJCRMS08', 'valid'], ['MOTR930411HJCRMN03', 'valid'], ['SABC560626MDFLRN01', 'valid'],
  ['MASI050805MVZRLRA8', 'valid'], ['PXNE660720HMCXTN06', 'valid'], ['BASJ841209XCLNCS02', 'valid'], ['PEGJ900115HMCRNN08', 'valid'], ['GALM850704MCSRPR04', 'valid'],
  ['PEGJ050310MOCRNNA1', 'valid'], ['LOHX000229HVZPRSA7', 'valid'], ['XXXX010101XNEXXXA8', 'valid'], [' pegj 900115-hmcrnn08 ', 'valid'],
  ['PEGL890909MJCRMS09', 'invalid-checksum'], ['BOXW310820HNERXN08', 'invalid-checksum'], ['XARA750909HDFNDL01', 'invalid-checksum'],
  ['PEGL891313MJCRMS06', 'invalid-component'], ['PEGL890909MQQRMS02', 'invalid-format'], ['BACA890909MJCRMS05', 'invalid-component'], ['PEGL8909', 'invalid-format'],
];
const INE: readonly Vector[] = [
  ['GRLPMR85070420M100', 'valid'], ['PRGMJN90011515H300', 'valid'], ['XXXXXX80010109M000', 'valid'], ['SNAGGR98030506H500', 'valid'], ['GRLPMR85070487M100', 'valid'],
  ['GRLPMR85130420M100', 'invalid-component', 'date'], ['GRLPMR85070420Z100', 'invalid-format'], ['GRLPMR85070440M100', 'invalid-component', 'area'],
];
const CUI: readonly Vector[] = [
  ['1587564440904', 'valid'], ['1580352240101', 'valid'], ['1000000100101', 'valid'], ['1234567890901', 'valid'], ['1587 56444 0904', 'valid'],
  ['2000000041333', 'valid'], ['3000001030514', 'valid'],
  ['1680352240101', 'invalid-checksum'], ['1587564442304', 'invalid-component', 'area'], ['1587564440100', 'invalid-component', 'area'], ['158756444', 'invalid-format'],
];
const DUI: readonly Vector[] = [
  ['01234567-8', 'valid'], ['02345678-3', 'valid'], ['12345678-4', 'valid'], ['05830849-4', 'valid'], ['00000001-8', 'valid'], ['04567891-1', 'valid'], ['98765432-6', 'valid'],
  ['12345678-5', 'invalid-checksum'], ['11111111-1', 'invalid-checksum'], ['05830849-0', 'invalid-checksum'], ['00000000-0', 'invalid-component', 'zeros'], ['1234567-8', 'invalid-format'],
];
const NIT: readonly Vector[] = [['0614-050707-104-8', 'valid'], ['0614-050707-104-0', 'invalid-checksum'], ['0614-050707-104', 'invalid-format']];
const DNI: readonly Vector[] = [
  ['0801-1995-04521', 'valid'], ['0101199000123', 'valid'], ['0501-2001-00087', 'valid'], ['1811-1985-12345', 'valid'],
  ['1901-1990-00001', 'invalid-component', 'area'], ['0812-1850-00001', 'invalid-component', 'year'], ['0829-1990-00001', 'invalid-component', 'area'],
  ['0801-1990-00000', 'invalid-component', 'sequence'], ['080119900012', 'invalid-format'],
];
const OTHERS: readonly (readonly [type: string, text: string, verdict: NumberVerdict])[] = [
  ['consular-card', 'ab-12345', 'valid'], ['consular-card', 'A12', 'invalid-format'], ['passport', 'G12345678', 'valid'], ['passport', '12', 'invalid-format'],
  ['rtn', '0801-1995-045212', 'valid'], ['repatriation-record', 'INM/123-b', 'unverified'], ['other', 'lo que sea', 'unverified'],
];

describe.each([['curp', CURP], ['ine', INE], ['cui', CUI], ['dui', DUI], ['nit', NIT], ['dni', DNI]] satisfies [string, readonly Vector[]][])('numbers of %s', (type, vectors) => {
  it.each<Vector>([...vectors])('%s is %s', (text, verdict, detail?: string) => {
    expect(check(type, text)).toMatchObject({ verdict, ...(detail ? { detail } : {}) });
  });
});

describe('other numbers', () => {
  it.each(OTHERS)('%s %s is %s', (type, text, verdict) => {
    expect(check(type, text).verdict).toBe(verdict);
  });

  it('a CUI whose remainder is ten is met with 0 and said so', () => {
    expect(check('cui', '0000000500101')).toMatchObject({ verdict: 'invalid-checksum' });
    const withTen = Array.from({ length: 2000 }, (_, n) => String(n).padStart(8, '0')).find((d) => [...d].reduce((sum, c, i) => sum + Number(c) * (i + 2), 0) % 11 === 10)!;
    expect(check('cui', `${withTen}00101`)).toMatchObject({ verdict: 'valid', detail: 'check-ten' });
    expect(check('cui', `${withTen}10101`).verdict).toBe('invalid-checksum');
  });

  it('what a CURP carries: birth date with the right century, sex, initials', () => {
    expect(check('curp', 'PEGJ050310MOCRNNA1').carries).toMatchObject({ birthDate: '2005-03-10', sex: 'F', initials: { surname1: 'P', surname2: 'G', given: 'J' } });
    expect(check('curp', 'BOXW310820HNERXN09').carries).toMatchObject({ birthDate: '1931-08-20', sex: 'M' });
    expect(check('ine', 'GRLPMR85070420M100').carries).toEqual({ birthDate: '1985-07-04', sex: 'F' });
    expect(check('dni', '0801-1995-04521').carries).toEqual({ birthYear: 1995 });
  });

  it('no text whatever breaks a check, and the compact form is the same after compacting again', () => {
    fc.assert(fc.property(fc.constantFrom(...Object.keys(FORMATS), 'other'), fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (type, text) => {
      const { compact } = check(type, text);
      return compactNumber(compact) === compact;
    }));
  });

  it('numbers are printed in the groups of the document', () => {
    expect(printNumber('0801199504521', [4, 4, 5], '-')).toBe('0801-1995-04521');
    expect(printNumber('080119950452', [4, 4, 5], '-')).toBe('080119950452');
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
