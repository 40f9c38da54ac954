import { describe, expect, it } from 'vitest';
import { AcceptAbroad, RegisterPerson, type AbroadMinimum } from '../../schema.ts';
import { WhoDraft } from '../register/register-draft.ts';
import { commandOf, personOf, whoOf } from './accept-draft.ts';

const minimum = (rest: Partial<AbroadMinimum> = {}): AbroadMinimum => ({
  givenNames: 'Marisol', surname1: 'Ejemplo', surname2: 'Deprueba', otherNames: null, preferredName: 'Mari', marriedSurname: null, birthDate: '1994-03-02', birthPrecision: 'day', sex: 'F', nationalities: ['ZZ'],
  birthCountry: 'ZZ', birthPlace: 'Puerto Alba', preferredLanguage: 'es',
  documents: [{ type: 'passport', country: 'ZZ', number: 'E123456', status: 'held' }, { type: 'birth-certificate', country: 'ZZ', number: null, status: 'lost' }],
  contacts: [{ channel: 'whatsapp', value: '5550 0147', mayLeaveMessage: true, hours: 'por la tarde' }], ...rest,
});
const came = (rest: Partial<AbroadMinimum> = {}) => ({ minimum: minimum(rest) });
const untouched = (rest: Partial<AbroadMinimum> = {}) => RegisterPerson.parse(personOf(WhoDraft.parse(whoOf(came(rest))), came(rest), 'ZZ'));

describe('what came along with a case', () => {
  it('is registered as it came where nobody corrects it: nothing is asked again', () => {
    const { contacts, documents, ...person } = untouched();
    expect(person).toMatchObject({
      givenNames: 'Marisol', surname1: 'Ejemplo', surname2: 'Deprueba', preferredName: 'Mari', birthDate: '1994-03-02', birthPrecision: 'day', sex: 'F', nationalities: ['ZZ'], birthCountry: 'ZZ', birthPlace: 'Puerto Alba', preferredLanguage: 'es',
    });
    expect(documents).toMatchObject([{ type: 'passport', number: 'E123456', evidence: 'declared' }, { type: 'birth-certificate', status: 'lost' }]);
    expect(contacts).toMatchObject([{ channel: 'whatsapp', value: '5550 0147', safety: 'safe', mayLeaveMessage: true, hours: 'por la tarde' }]);
  });

  it.each([['month', '1994-03-01'], ['year', '1994-07-01'], ['estimated', '1994-07-01']] as const)('keeps how exact a birth is: %s', (birthPrecision, birthDate) => {
    expect(untouched({ birthPrecision, birthDate })).toMatchObject({ birthPrecision });
  });

  it('with nothing but a name is enough', () => {
    expect(untouched({ surname1: '', surname2: null, birthDate: null, sex: null, nationalities: [], birthCountry: null, birthPlace: null, preferredLanguage: null, preferredName: null, documents: [], contacts: [] })).toMatchObject({ givenNames: 'Marisol', documents: [], contacts: [] });
  });

  it('is a command of somebody new with every answer, or of the person it is', () => {
    const person = personOf(WhoDraft.parse(whoOf(came())), came(), 'ZZ');
    const [one, other] = ['01a20ba8-0340-75a0-8446-1ebe61cc5f98', '01a20ba8-0340-75a0-8446-1ebe61cc5f99'];
    const found = { candidates: [{ personId: one }, { personId: other }], advice: [] } as unknown as Parameters<typeof commandOf>[1];
    const open = { destinationAdmin2: 'ZZ-0101', urgency: '2weeks' as const };
    expect(AcceptAbroad.parse(commandOf(person, found, { [one]: 'different' }, null, open))).toMatchObject({ decisions: [{ personId: one, decision: 'different' }] });
    expect(AcceptAbroad.parse(commandOf(person, found, { [one]: 'different' }, other, open))).toMatchObject({ same: other, decisions: [] });
  });
});
