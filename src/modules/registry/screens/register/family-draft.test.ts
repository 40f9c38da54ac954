import { describe, expect, it } from 'vitest';
import { RegisterFamily } from '../../schema.ts';
import { commandOf, FamilyDraft, FamilyFinish, isChild, probeOfMember } from './family-draft.ts';
import { refuseImpossibleBirths } from './register-draft.ts';

const FAMILY = FamilyDraft.parse({
  surname1: 'Ejemplar', surname2: 'Pino', phone: '5550 0101', arrivedOn: '2026-03-09',
  members: [
    { givenNames: 'Rosa', birth: '1990' }, { givenNames: 'José', surname1: 'Otro', birth: '1988-03-04', role: 'spouse' },
    { givenNames: 'Ana', birth: '2018-07-08', role: 'child', guardian: 'seen', documentType: 'birth-certificate', documentNumber: '12' },
  ],
});
const FINISH: FamilyFinish = { destinationAdmin2: 'ZZ-0101', urgency: '2weeks', adults: ['0', '1'], consents: { 0: 'yes', 1: 'no' }, readAloud: true };
const BY = { country: 'ZZ', role: 'window', locale: 'es', today: '2026-03-10' } as const;
const NOTHING = FAMILY.members.map(() => ({ same: null, answers: {} }));

describe('what a family types once', () => {
  it('goes to everybody who has no surnames of their own', () => {
    expect(FAMILY.members.map((m) => probeOfMember(FAMILY, m)).map((p) => [p.surname1, p.surname2])).toEqual([['Ejemplar', 'Pino'], ['Otro', undefined], ['Ejemplar', 'Pino']]);
  });

  it('becomes a command that the room takes: relations to the first, cases for adults, consent by guardian for children', () => {
    const command = RegisterFamily.parse(commandOf(FAMILY, NOTHING, FINISH, BY));
    expect(command.relations).toMatchObject([{ is: 1, word: 'spouse', of: 0 }, { is: 2, word: 'child', of: 0 }, { is: 0, word: 'guardian', of: 2, evidence: 'seen' }]);
    expect(command.members.map((m) => m.openCase)).toEqual([true, true, false]);
    expect(command.members.map((m) => [m.consent?.given, m.consent?.givenBy])).toEqual([[true, 'person'], [false, 'person'], [true, 'guardian']]);
    expect(command.members.map((m) => m.person.contacts.length)).toEqual([1, 0, 0]);
    expect(command.travel).toEqual({ on: '2026-03-09' });
  });

  it('somebody who was here before is welcomed, not registered again', () => {
    const same = { personId: '00000000-0000-7000-8000-000000000001' } as Parameters<typeof commandOf>[1][number]['same'];
    const command = commandOf(FAMILY, [{ same, answers: {} }, ...NOTHING.slice(1)], FINISH, BY);
    expect(command.members[0]!.known).toMatchObject({ personId: same!.personId, probe: { givenNames: 'Rosa' } });
    expect(command.members[1]!.known).toBeUndefined();
  });

  it('everybody but the first says what they are to the first, and one person is no family', () => {
    const problems = (value: unknown) => FamilyDraft.safeParse(value).error?.issues.map((i) => i.path.join('.'));
    expect(problems({ members: [{ givenNames: 'Rosa' }, { givenNames: 'Ana' }] })).toEqual(['members.1.role']);
    expect(problems({ members: [{ givenNames: 'Rosa' }] })).toEqual(['members']);
  });

  it('every adult answers about consent', () => {
    expect(FamilyFinish.safeParse({ ...FINISH, consents: { 0: 'yes' } }).error?.issues.map((i) => i.path.join('.'))).toEqual(['consents.1']);
  });

  it('whoever may be a child is one, where the year or about the age is all that is known', () => {
    expect(['2008', '2007', '~2005', '~2004', '2008-03', '2008-02', '2008-03-10'].map((birth) => isChild({ birth }, '2026-03-10'))).toEqual([true, false, true, false, true, false, false]);
    const command = commandOf({ ...FAMILY, members: FAMILY.members.map((m) => ({ ...m, birth: '~2006' })) }, NOTHING, FINISH, BY);
    // Whoever the family is told from answers for the others: about twenty, they are followed as an adult.
    expect(command.members.map((m) => [m.openCase, m.consent?.givenBy])).toEqual([[true, 'person'], [false, 'guardian'], [false, 'guardian']]);
  });

  it('an age that nobody knows is an adult’s', () => {
    expect([{ birth: '2018' }, { birth: '1990-01-01' }, {}, { birth: '201' }, { birth: '2018-7-' }].map((m) => isChild(m, '2026-03-10'))).toEqual([true, false, false, false, false]);
  });
});

describe('a birth that cannot be', () => {
  const asked = (birth: string | undefined) => { try { refuseImpossibleBirths([{ field: 'members.1.birth', birth }], '2026-03-10'); return []; } catch (error) { return (error as { problems: unknown[] }).problems; } };
  it.each([['2026-03-11', 'registry.birth-in-future'], ['2031', 'registry.birth-in-future'], ['1890', 'registry.birth-too-long-ago'], ['1896-02', 'registry.birth-too-long-ago']])('%s is asked again at its field before anything else is typed', (birth, code) => {
    expect(asked(birth)).toEqual([{ code, field: 'members.1.birth' }]);
  });
  it.each(['2026-03-10', '2026', '1901-04-01', undefined])('%s is not', (birth) => expect(asked(birth)).toEqual([]));
});
