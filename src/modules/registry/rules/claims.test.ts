import { describe, expect, it } from 'vitest';
import { registrationClaims } from './claims.ts';
import { nameTokens } from './names.ts';

const claims = (name: { givenNames: string; surname1: string; surname2?: string }, birthDate: string | null, numbers: string[] = [], phone: string | null = null) =>
  new Set(registrationClaims({ tokens: nameTokens(name), birthDate, numbers, phone }));
const meet = (a: ReadonlySet<number>, b: ReadonlySet<number>) => [...a].some((c) => b.has(c));

describe('what two desks claim for one person', () => {
  const maria = { givenNames: 'María Guadalupe', surname1: 'López', surname2: 'Hernández' };

  it('meets for one number, one date with a surname however written and ordered, or one name without a date', () => {
    expect(meet(claims(maria, '1992-07-14'), claims({ givenNames: 'MA GUADALUPE', surname1: 'HERNANDES', surname2: 'LOPES' }, '1992-07-14'))).toBe(true);
    expect(meet(claims(maria, '1992-07-14', ['0101-1992-00417']), claims({ givenNames: 'Otra', surname1: 'Persona' }, '1970-01-02', ['0101199200417']))).toBe(true);
    expect(meet(claims(maria, null), claims({ ...maria, givenNames: 'Maria Guadalupe' }, null))).toBe(true);
    expect(meet(claims(maria, null, [], '+504 5550 0147'), claims({ givenNames: 'Ana', surname1: 'Paz' }, '1990-01-02', [], '5550-0147'))).toBe(true);
  });

  it('lets strangers pass beside each other', () => {
    expect(meet(claims(maria, '1992-07-14'), claims({ givenNames: 'Pedro', surname1: 'Ixtabalán' }, '1992-07-14'))).toBe(false);
    expect(meet(claims(maria, '1992-07-14'), claims(maria, '1993-01-20'))).toBe(false);
  });
});
