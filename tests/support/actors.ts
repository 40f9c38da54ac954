import { publicActor } from '#kernel/actor';
import type { Actor } from '#kernel/actor';
import type { CountryCode, Role } from '#kernel/codes';

/** Municipality served by the test window. */
export const HOME = 'ZZ-0101';
/** Municipality served by the other test window. */
export const ELSEWHERE = 'ZZ-0202';

/** Offices of the tests; every test database has them. Fixed ids, so that a failing test reads the same each time. */
export const OFFICES = {
  reception: office('00000000-0000-7000-8000-0000000000a1', 'reception', 'zz-test-reception'),
  otherReception: office('00000000-0000-7000-8000-0000000000a2', 'reception', 'zz-test-other-reception'),
  window: office('00000000-0000-7000-8000-0000000000b1', 'window', 'zz-test-window', 'ZZ', ['ZZ-01']),
  otherWindow: office('00000000-0000-7000-8000-0000000000b2', 'window', 'zz-test-other-window', 'ZZ', ['ZZ-02']),
  provider: office('00000000-0000-7000-8000-0000000000c1', 'provider', 'zz-test-provider'),
  otherProvider: office('00000000-0000-7000-8000-0000000000c2', 'provider', 'zz-test-other-provider'),
  national: office('00000000-0000-7000-8000-0000000000d1', 'national', 'zz-test-national'),
  abroad: office('00000000-0000-7000-8000-0000000000e1', 'window', 'hn-test-window', 'HN'),
} as const;

export interface TestOffice {
  readonly id: string;
  readonly country: CountryCode;
  readonly kind: 'reception' | 'window' | 'provider' | 'national';
  readonly ref: string;
  readonly organizationId: string;
  /** Municipalities or departments whose cases it receives. */
  readonly territory: readonly string[];
}

function office(id: string, kind: TestOffice['kind'], ref: string, country: CountryCode = 'ZZ', territory: readonly string[] = []): TestOffice {
  return { id, country, kind, ref, organizationId: `${ref}-organization`, territory };
}

function actor(number: number, role: Role, at: TestOffice | null, displayName: string, country: CountryCode = 'ZZ'): Actor {
  return {
    userId: `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    role, country, officeId: at?.id ?? null, organizationId: at?.organizationId ?? null, displayName, locale: 'es',
  };
}

/** One actor per role, and the ones who must not see: another office, another institution, another country, nobody. */
export const actors = {
  reception: actor(101, 'reception', OFFICES.reception, 'Recepción de prueba'),
  otherReception: actor(102, 'reception', OFFICES.otherReception, 'Otra recepción de prueba'),
  window: actor(111, 'window', OFFICES.window, 'Ventanilla de prueba'),
  windowColleague: actor(112, 'window', OFFICES.window, 'Colega de ventanilla de prueba'),
  otherWindow: actor(113, 'window', OFFICES.otherWindow, 'Otra ventanilla de prueba'),
  nationalWindow: actor(114, 'window', OFFICES.national, 'Oficina nacional de prueba'),
  provider: actor(121, 'provider', OFFICES.provider, 'Proveedor de prueba'),
  otherProvider: actor(122, 'provider', OFFICES.otherProvider, 'Otro proveedor de prueba'),
  supervisor: actor(131, 'supervisor', OFFICES.national, 'Supervisión de prueba'),
  analyst: actor(132, 'analyst', OFFICES.national, 'Análisis de prueba'),
  auditor: actor(133, 'auditor', OFFICES.national, 'Auditoría de prueba'),
  administrator: actor(134, 'administrator', OFFICES.national, 'Administración de prueba'),
  steward: actor(135, 'steward', OFFICES.national, 'Directorio de prueba'),
  protection: actor(136, 'protection', OFFICES.reception, 'Protección de prueba'),
  consular: actor(137, 'consular', OFFICES.national, 'Consulado de prueba'),
  employer: actor(138, 'employer', null, 'Empresa de prueba'),
  abroad: actor(141, 'window', OFFICES.abroad, 'Ventanilla de otro país de prueba', 'HN'),
  nobody: publicActor('ZZ', 'es'),
} as const satisfies Record<string, Actor>;

/** Names of the test actors, for tables of tests. */
export type ActorName = keyof typeof actors;
