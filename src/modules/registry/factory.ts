/** Story-named people for tests and seeds. Everybody here is invented. */
import type { RegisterPerson } from './schema.ts';

/** A woman of 33 with a common name, as a desk would type her. */
export function mariaLopez(changes: Partial<RegisterPerson> = {}): RegisterPerson {
  return {
    givenNames: 'María Guadalupe', surname1: 'López', surname2: 'Hernández', birthDate: '1992-07-14', sex: 'F', nationalities: ['ZZ'], preferredLanguage: 'es',
    originAdmin2: 'ZZ-0101', source: 'window', documents: [{ type: 'dni', country: 'ZZ', number: '0101-1992-00417', status: 'held' }],
    contacts: [{ channel: 'phone', value: '5550 0147', safety: 'ask-first' }], ...changes,
  };
}

/** A man with a rare surname in Mayan spelling and no papers. */
export function pedroIxtabalan(changes: Partial<RegisterPerson> = {}): RegisterPerson {
  return { givenNames: 'Pedro', surname1: "Ixtab'alan", surname2: "Tz'unun", birthDate: '1985-03-09', sex: 'M', originAdmin2: 'ZZ-0202', source: 'reception', ...changes };
}
