import { describe, expect, it } from 'vitest';
import gt from './gt/registry.json' with { type: 'json' };
import hn from './hn/registry.json' with { type: 'json' };
import mx from './mx/registry.json' with { type: 'json' };
import sv from './sv/registry.json' with { type: 'json' };
import { checkNumber, compactNumber, printNumber, type NumberFormat } from '../src/modules/registry/rules/numbers.ts';

const TODAY = '2026-11-22';
const formats: Record<string, NumberFormat> = {
  curp: mx.numbers.curp as NumberFormat, ine: mx.numbers.ine as NumberFormat, card: mx.numbers['consular-card'] as NumberFormat,
  passport: mx.numbers.passport as NumberFormat, cui: gt.numbers.cui as NumberFormat, dui: sv.numbers.dui as NumberFormat,
  nit: sv.numbers.nit as NumberFormat, dni: hn.numbers.dni as NumberFormat,
};
const check = (kind: string, text: string) => checkNumber(formats[kind], text, TODAY);

describe('CURP', () => {
  it.each([
    'BOXW310820HNERXN09', 'HELO990501HVZRPN09', 'COME721110MVZNRR03', 'TEAM470622HVZZPR07', 'GARS700923HSPLXL06', 'HEGG560427MVZRRL04',
    'BEML920313HMCLNS09', 'PEGL890909MJCRMS08', 'MOTR930411HJCRMN03', 'SABC560626MDFLRN01', 'MASI050805MVZRLRA8', 'PXNE660720HMCXTN06',
    'BASJ841209XCLNCS02', 'PEGJ900115HMCRNN08', 'GALM850704MCSRPR04', 'PEGJ050310MOCRNNA1', 'LOHX000229HVZPRSA7', 'XXXX010101XNEXXXA8',
    'pegj 900115 hmcrnn 08',
  ])('%s is valid', (text) => {
    expect(check('curp', text).verdict).toBe('valid');
  });
  it.each([
    ['PEGL890909MJCRMS09', 'invalid-checksum'], ['BOXW310820HNERXN08', 'invalid-checksum'], ['XARA750909HDFNDL01', 'invalid-checksum'],
    ['PEGL891313MJCRMS06', 'invalid-component'], ['PEGL890909MQQRMS02', 'invalid-format'], ['BACA890909MJCRMS05', 'invalid-component'],
    ['PBGL890909MJCRMS08', 'invalid-format'], ['PEGL890909', 'invalid-format'], ['', 'invalid-format'],
  ])('%s: %s', (text, verdict) => {
    expect(check('curp', text).verdict).toBe(verdict);
  });
  it.each([
    ['BOXW310820HNERXN09', '1931-08-20', 'M'], ['MASI050805MVZRLRA8', '2005-08-05', 'F'], ['LOHX000229HVZPRSA7', '2000-02-29', 'M'],
    ['PEGJ050310MOCRNNA1', '2005-03-10', 'F'], ['XXXX010101XNEXXXA8', '2001-01-01', 'X'],
  ])('%s carries birth date %s and sex %s', (text, birthDate, sex) => {
    expect(check('curp', text).carries).toMatchObject({ birthDate, sex });
  });
});

describe('voter number', () => {
  it.each(['GRLPMR85070420M100', 'PRGMJN90011515H300', 'XXXXXX80010109M000', 'SNAGGR98030506H500'])('%s is well formed', (text) => {
    expect(check('ine', text).verdict).toBe('valid');
  });
  it.each([
    ['GRLPMR85130420M100', 'invalid-component'], ['GRLPMR85070420Z100', 'invalid-format'], ['GRLPMR85070440M100', 'invalid-component'],
  ])('%s: %s', (text, verdict) => {
    expect(check('ine', text).verdict).toBe(verdict);
  });
  it('reads the year so that the holder is an adult', () => {
    expect(check('ine', 'GRLPMR85070420M100').carries).toEqual({ birthDate: '1985-07-04', sex: 'F' });
    expect(check('ine', 'GRLPMR20070420M100').carries.birthDate).toBe('1920-07-04');
  });
});

describe('CUI', () => {
  it.each(['1587564440904', '1580352240101', '1000000100101', '1234567890901', '2000000041333', '3000001030514', '1587 56444 0904'])('%s is valid', (text) => {
    expect(check('cui', text).verdict).toBe('valid');
  });
  it.each([
    ['1680352240101', 'invalid-checksum'], ['1587564442304', 'invalid-component'], ['1587564440100', 'invalid-component'], ['158756444090', 'invalid-format'],
  ])('%s: %s', (text, verdict) => {
    expect(check('cui', text).verdict).toBe(verdict);
  });
  it('takes 0 where the remainder of ten has no digit, and says so', () => {
    // 5 × 2 = 10: the sum of this prefix leaves ten.
    expect(check('cui', '5000000000101')).toMatchObject({ verdict: 'valid', detail: 'check-ten' });
    expect(check('cui', '5000000010101').verdict).toBe('invalid-checksum');
  });
});

describe('DUI and NIT', () => {
  it.each(['01234567-8', '02345678-3', '12345678-4', '05830849-4', '00000001-8', '04567891-1', '98765432-6'])('%s is valid', (text) => {
    expect(check('dui', text).verdict).toBe('valid');
  });
  it.each([
    ['12345678-5', 'invalid-checksum'], ['11111111-1', 'invalid-checksum'], ['05830849-0', 'invalid-checksum'], ['00000000-0', 'invalid-component'],
  ])('%s: %s', (text, verdict) => {
    expect(check('dui', text).verdict).toBe(verdict);
  });
  it('checks the old tax number', () => {
    expect(check('nit', '0614-050707-104-8').verdict).toBe('valid');
    expect(check('nit', '0614-050707-104-0').verdict).toBe('invalid-checksum');
  });
});

describe('DNI', () => {
  it.each(['0801-1995-04521', '0101199000123', '0501-2001-00087', '1811-1985-12345'])('%s is well formed', (text) => {
    expect(check('dni', text).verdict).toBe('valid');
  });
  it.each([
    ['1901-1990-00001', 'area'], ['0812-1850-00001', 'year'], ['0829-1990-00001', 'area'], ['0801-1990-00000', 'sequence'],
  ])('%s: odd %s', (text, detail) => {
    expect(check('dni', text)).toMatchObject({ verdict: 'invalid-component', detail });
  });
  it('is too short with twelve digits', () => {
    expect(check('dni', '080119900012').verdict).toBe('invalid-format');
  });
  it('carries the year', () => {
    expect(check('dni', '0801-1995-04521').carries).toEqual({ birthYear: 1995 });
  });
});

describe('numbers without an official check', () => {
  it('are unverified when the country has no format for them', () => {
    expect(checkNumber(undefined, 'A-12', TODAY)).toEqual({ verdict: 'unverified', compact: 'A12', carries: {} });
  });
  it('passports and consular cards have a shape only', () => {
    expect(check('passport', 'G12345678').verdict).toBe('valid');
    expect(check('passport', '12345678').verdict).toBe('invalid-format');
    expect(check('card', '1-234567890').verdict).toBe('valid');
  });
  it('print as on the document', () => {
    expect(printNumber(compactNumber('0801 1995 04521'), [4, 4, 5], '-')).toBe('0801-1995-04521');
    expect(printNumber('123', [4, 4, 5], '-')).toBe('123');
  });
});
