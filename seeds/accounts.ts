import { addAccount, hashPassword, listOffices } from '#access';
import { systemActor } from '#kernel/actor';
import type { Actor } from '#kernel/actor';
import type { CountryCode, ROLES } from '#kernel/codes';
import type { Ctx } from '#platform/context';
import type { DemoPlaces } from './places.ts';

interface DemoAccount {
  readonly login: string;
  readonly name: string;
  readonly role: (typeof ROLES)[number];
  readonly office: keyof Pick<DemoPlaces, 'reception' | 'otherReception' | 'window' | 'otherWindow' | 'provider' | 'otherProvider' | 'national'>;
}

/** One sign-in per role, and those of another office, which must not see the first one's records. */
const ACCOUNTS: readonly DemoAccount[] = [
  { login: 'recepcion', name: 'Recepción', role: 'reception', office: 'reception' },
  { login: 'recepcion2', name: 'Recepción de otro punto', role: 'reception', office: 'otherReception' },
  { login: 'proteccion', name: 'Protección', role: 'protection', office: 'reception' },
  { login: 'proteccion2', name: 'Protección, otra persona', role: 'protection', office: 'reception' },
  { login: 'ventanilla', name: 'Ventanilla', role: 'window', office: 'window' },
  { login: 'ventanilla2', name: 'Otra ventanilla', role: 'window', office: 'otherWindow' },
  { login: 'proveedor', name: 'Servicio', role: 'provider', office: 'provider' },
  { login: 'proveedor2', name: 'Otro servicio', role: 'provider', office: 'otherProvider' },
  { login: 'supervision', name: 'Supervisión', role: 'supervisor', office: 'national' },
  { login: 'consulado', name: 'Consulado', role: 'consular', office: 'national' },
  { login: 'directorio', name: 'Directorio', role: 'steward', office: 'national' },
  { login: 'directorio2', name: 'Directorio, otra persona', role: 'steward', office: 'national' },
  { login: 'analisis', name: 'Análisis', role: 'analyst', office: 'national' },
  { login: 'auditoria', name: 'Auditoría', role: 'auditor', office: 'national' },
  { login: 'administracion', name: 'Administración', role: 'administrator', office: 'national' },
];

/** The login of a demo account: `ventanilla.hn`. */
export function demoLogin(name: string, country: CountryCode): string {
  return `${name}.${country.toLowerCase()}`;
}

/** Makes the demo accounts of a country that do not exist yet; `ctx` acts as system. */
export async function seedAccounts(ctx: Ctx, places: DemoPlaces, password: string, passwordHash: string): Promise<void> {
  const country = ctx.pack.code;
  const offices = new Map((await listOffices(ctx)).map((o) => [o.ref, o]));
  for (const account of ACCOUNTS) {
    const ref = places[account.office];
    const office = ref === null ? undefined : offices.get(ref);
    if (!office) continue;
    await addAccount(ctx, {
      login: demoLogin(account.login, country), displayName: `${account.name} (demo)`, role: account.role, country,
      officeRef: office.ref, organizationId: office.organizationId, locale: 'es', password, demo: true,
    }, { mustChange: false, passwordHash });
  }
}

/** The hash that all demo accounts share. */
export function demoPasswordHash(password: string): Promise<string> {
  return hashPassword(password);
}

/** Somebody of the demo, as the stories need them; the office must be in the pack. */
export async function demoActor(ctx: Ctx, role: DemoAccount['role'], officeRef: string): Promise<Actor> {
  const office = (await listOffices(ctx)).find((o) => o.ref === officeRef);
  if (!office) throw new RangeError(`the pack has no office ${officeRef}`);
  return { ...systemActor(ctx.pack.code), role, officeId: office.id, organizationId: office.organizationId, displayName: 'demo' };
}
