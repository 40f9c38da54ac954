import { describe, expect, it } from 'vitest';
import gt from '../../../../countries/gt/registry.json' with { type: 'json' };
import mx from '../../../../countries/mx/registry.json' with { type: 'json' };
import sv from '../../../../countries/sv/registry.json' with { type: 'json' };
import type { NumberFormat } from './numbers.ts';
import { lastDayOf, paperAdvice, standingAdvice, type AdviceSetting } from './paper-advice.ts';

const TODAY = '2026-11-22';
const FORMATS = { ...gt.numbers, ...sv.numbers, ...mx.numbers } as unknown as Readonly<Record<string, NumberFormat>>;
/** One country with the numbers of three; a municipality is named by its department and two more digits, a department by its id. */
const SETTING: AdviceSetting = {
  country: 'MX', formatOf: (type) => FORMATS[type], validYears: (type, issuer = 'MX') => (issuer === 'MX' && type === 'consular-card' ? 5 : undefined),
  admin1Of: (admin2) => admin2.slice(0, 5), admin1Name: (admin1) => `department ${admin1}`,
};

describe('a number that disagrees with what was typed', () => {
  const typed = { givenNames: 'Juana', surname1: 'Pérez', surname2: 'Gómez', birthDate: '2005-03-10', birthPrecision: 'day' as const, sex: 'F' as const };
  const advice = (change: object, type = 'curp', number = 'PEGJ050310MOCRNNA1') =>
    paperAdvice({ type, number }, { ...typed, ...change }, SETTING, TODAY).map((a) => a.code);

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

describe('the place inside a number', () => {
  const born = (type: string, number: string, holder: object) =>
    paperAdvice({ type, number }, { givenNames: '', surname1: '', birthPrecision: 'day', ...holder }, SETTING, TODAY).map(({ code, params }) => [code, params]);

  it.each<[string, string, string, object, unknown[]]>([
    ['a CURP of Oaxaca and a birth in Oaxaca', 'curp', 'PEGJ050310MOCRNNA1', { birthAdmin2: 'MX-20045' }, []],
    ['a CURP of Oaxaca and a birth in Chiapas', 'curp', 'PEGJ050310MOCRNNA1', { birthAdmin2: 'MX-07001' }, [['number-birth-place', { inNumber: 'department MX-20', typed: 'department MX-07' }]]],
    ['a CURP of Oaxaca and a birth in another country', 'curp', 'PEGJ050310MOCRNNA1', { birthCountry: 'US' }, [['number-born-here', { inNumber: 'department MX-20' }]]],
    ['a CURP of somebody born abroad and a birth here', 'curp', 'XXXX010101XNEXXXA8', { birthCountry: 'MX' }, [['number-born-abroad', undefined]]],
    ['the same and a birth abroad', 'curp', 'XXXX010101XNEXXXA8', { birthCountry: 'US' }, []],
    ['a CUI of Huehuetenango and a birth in Quiché', 'cui', '2000000041333', { birthAdmin2: 'GT-1401' }, [['number-birth-place', { inNumber: 'department GT-13', typed: 'department GT-14' }]]],
    ['a NIT of San Salvador and a birth there', 'nit', '0614-050707-104-8', { birthAdmin2: 'SV-0614', birthDate: '2007-07-05' }, []],
    ['a NIT of San Salvador and another place and day', 'nit', '0614-050707-104-8', { birthAdmin2: 'SV-1001', birthDate: '2007-05-07' }, [
      ['number-birth-date', { inNumber: '2007-07-05', typed: '2007-05-07' }], ['number-birth-place', { inNumber: 'department SV-06', typed: 'department SV-10' }],
    ]],
    ['nobody noted a birthplace', 'curp', 'PEGJ050310MOCRNNA1', {}, []],
    ['a number that is none says nothing about places', 'cui', '1680352240101', { birthAdmin2: 'GT-1401' }, [['number-invalid-checksum', undefined]]],
  ])('%s', (_story, type, number, holder, said) => {
    expect(born(type, number, holder)).toEqual(said);
  });
});

describe('papers that hold no longer', () => {
  const holder = { givenNames: 'Juana', surname1: 'Pérez', birthPrecision: 'day' as const };
  const said = (paper: object) => paperAdvice({ type: 'consular-card', ...paper }, holder, SETTING, TODAY);

  it('a consular card warns five years after its issue, where nobody noted its end', () => {
    expect(said({ issuedOn: '2021-11-21' })).toEqual([{ code: 'paper-lapsed-reckoned', params: { on: '2026-11-21' } }]);
    expect(said({ issuedOn: '2021-11-22' })).toEqual([]);
    expect(said({ issuedOn: '2015-01-01', country: 'GT' })).toEqual([]);
  });

  it('what is printed on it comes first', () => {
    expect(said({ issuedOn: '2015-01-01', expiresOn: '2027-01-01' })).toEqual([]);
    expect(said({ type: 'passport', expiresOn: '2026-11-21' })).toEqual([{ code: 'paper-lapsed', params: { on: '2026-11-21' } }]);
  });

  it('only a paper that is held can lapse; of others nobody knows the end', () => {
    expect(said({ issuedOn: '2015-01-01', status: 'lost' })).toEqual([]);
    expect(said({ type: 'passport', issuedOn: '1999-01-01' })).toEqual([]);
    expect(lastDayOf({ issuedOn: '2024-02-29' }, 5)).toBe('2029-02-28');
  });
});

describe('what stays beside a paper', () => {
  const paper = { type: 'curp', number: 'PEGJ050310MOCRNNA1' };
  const holder = { givenNames: 'Ana', surname1: 'Ramírez', surname2: 'Gómez', birthDate: '2005-03-11', birthPrecision: 'day' as const, sex: 'M' };

  it('says nothing of sex and initials, which tell who changed them', () => {
    expect(paperAdvice(paper, holder, SETTING, TODAY).map((a) => a.code)).toEqual(['number-birth-date', 'number-sex', 'number-name']);
    expect(standingAdvice(paper, holder, SETTING, TODAY).map((a) => a.code)).toEqual(['number-birth-date']);
  });
});
