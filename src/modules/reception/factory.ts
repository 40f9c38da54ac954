/** Story-named builders shared by tests and seeds. Everybody they make is synthetic. */
import type { FinishDeskInput } from './schema.ts';

/** A small arrival list as a sender writes it: one mother with her child, an injured man, a child alone. */
export function smallList(lines: readonly string[] = SMALL_LIST): Uint8Array {
  return new TextEncoder().encode(lines.join('\r\n') + '\r\n');
}

export const SMALL_LIST = [
  'No;APELLIDOS Y NOMBRES;FECHA NAC;SEXO;DEPARTAMENTO;MUNICIPIO;IDENTIDAD;OBSERVACIONES',
  '1;Paz Rivas, Marisol;23/04/1991;M;Costa Norte;Puerto Alba;;VIAJA CON HIJO',
  '2;Paz Soto, Elmer;30/08/2019;H;Costa Norte;Puerto Alba;;',
  '3;Lemus Cruz, Rigoberto;15/02/1980;H;Valle Central;;;HERIDO EN LA MANO',
  '4;Quiej Tun, Adela;19/11/2013;M;;;;NO ACOMPAÑADA',
  '5;Bonilla Reyes, Nelson;27/07/1999;H;Costa Norte;Playa Honda;;',
] as const;

/** A desk that is ready to be finished; tests change what matters to them. */
export function readyDesk(change: Partial<FinishDeskInput> = {}): FinishDeskInput {
  return {
    identity: {
      givenNames: 'Nelson', surname1: 'Bonilla', surname2: 'Reyes', birthDate: '1999-07-27', birthPrecision: 'day', sex: 'M', originAdmin2: 'ZZ-0102',
      document: null, phone: null, preferredLanguage: 'es',
    },
    who: { decision: 'newPerson' },
    return: { returnedOn: '2026-03-10', mode: 'land', kind: 'deported', fromCountry: 'US', monthsAbroad: 14, destinationAdmin2: 'ZZ-0101', travellingAs: 'alone' },
    documentsHeld: [], urgentNeeds: ['emergency_shelter'], assistance: [{ item: 'food' }, { item: 'phone_call' }], consentToCase: true, consentReadAloud: false,
    handover: null, nextStep: 'destinationWindow', slipLanguage: 'es',
    ...change,
  };
}
