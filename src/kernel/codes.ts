/** Closed code lists that every room shares. Codes never change once released. */

export const COUNTRIES = ['MX', 'SV', 'GT', 'HN', 'ZZ'] as const;
/** Country a record belongs to. `ZZ` is Sampleland, the fictional country of the tests. */
export type CountryCode = (typeof COUNTRIES)[number];

export const LOCALES = ['es', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** The language of ours in which somebody is written to who speaks this one; Spanish, which the offices speak, where texts do not exist in theirs or nobody knows. */
export function localeFor(language: string | null | undefined): Locale {
  return language === 'en' || language === 'eng' ? 'en' : 'es';
}

export const ROLES = [
  'consular', 'reception', 'protection', 'window', 'provider', 'employer',
  'steward', 'analyst', 'supervisor', 'auditor', 'administrator', 'returnee',
] as const;
/** Roles of people who sign in; `public` is anybody without an account, `system` the product itself. */
export type Role = (typeof ROLES)[number] | 'public' | 'system';

export const DIMENSIONS = ['economic', 'social', 'psychosocial'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const LEVELS = ['individual', 'community', 'structural'] as const;
export type Level = (typeof LEVELS)[number];

/** How soon a need must be answered, most urgent first. */
export const URGENCIES = ['24h', '72h', '2weeks', 'long'] as const;
export type Urgency = (typeof URGENCIES)[number];

export const RETURN_KINDS = ['deported', 'assistedVoluntary', 'independentVoluntary'] as const;
export type ReturnKind = (typeof RETURN_KINDS)[number];

export const SEXES = ['F', 'M', 'X'] as const;
/** Sex as printed on papers. */
export type Sex = (typeof SEXES)[number];

/** Why a personal record is read or changed; each route declares one. */
export const PURPOSES = [
  'sign-in', 'reception', 'registration', 'case-management', 'referral', 'service-provision',
  'follow-up', 'supervision', 'statistics', 'directory-upkeep', 'public-information', 'audit',
  'administration', 'data-subject-request',
] as const;
export type Purpose = (typeof PURPOSES)[number];
