import type { CountryCode, Locale, Role } from './codes.ts';

/**
 * Who acts: one account in one role, with its scope. Every repository function takes it first.
 * `officeId` is the reception point or window; `organizationId` the institution or provider.
 */
export interface Actor {
  readonly userId: string;
  readonly role: Role;
  readonly country: CountryCode;
  readonly officeId: string | null;
  readonly organizationId: string | null;
  readonly displayName: string;
  readonly locale: Locale;
}

const NOBODY = '00000000-0000-7000-8000-000000000000';

/** Somebody without an account, reading public information of one country. */
export function publicActor(country: CountryCode, locale: Locale): Actor {
  return { userId: NOBODY, role: 'public', country, officeId: null, organizationId: null, displayName: '', locale };
}

/** The product itself (start-up, command line); never reachable by a request. */
export function systemActor(country: CountryCode): Actor {
  return { userId: NOBODY, role: 'system', country, officeId: null, organizationId: null, displayName: 'system', locale: 'es' };
}
