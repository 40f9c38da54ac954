import type { CountryCode } from '#kernel/codes';

/** Which offices of a country's pack the demo sits at, and where its people go. */
export interface DemoPlaces {
  readonly reception: string;
  readonly otherReception: string;
  readonly window: string;
  /** A second window; `null` where the pack knows only one. */
  readonly otherWindow: string | null;
  readonly provider: string;
  readonly otherProvider: string;
  readonly national: string;
  /** Municipality that the window receives cases of. */
  readonly home: string;
  /** Municipality whose cases go to another window, or to the same one where there is only one. */
  readonly elsewhere: string;
  /** A service of the provider, and the need that it meets. */
  readonly service: { readonly id: string; readonly need: string };
  /** A service of the other provider, which declined. */
  readonly otherService: { readonly id: string; readonly need: string };
  /** Where somebody who cannot speak for himself is treated. */
  readonly emergency: { readonly id: string; readonly need: string };
  /** Services of organizations that have no account in the demo: one answers by a link, one was given a sheet. */
  readonly byLink: { readonly id: string; readonly need: string };
  readonly bySheet: { readonly id: string; readonly need: string };
  /** A service of which one goes to sessions for weeks, and who of the demo holds them; `null` where none of the demo's services does. */
  readonly course: { readonly id: string; readonly need: string; readonly login: string } | null;
}

/** The demo's offices per country, all from `countries/<cc>/offices.json`. */
export const DEMO_PLACES: Readonly<Partial<Record<CountryCode, DemoPlaces>>> = {
  MX: {
    reception: 'mx-rp-northern-border', otherReception: 'mx-rp-aicm', window: 'window-mx-16', otherWindow: 'window-mx-09',
    provider: 'provider-mx-sne', otherProvider: 'provider-mx-inea', national: 'national-mx', home: 'MX-16053', elsewhere: 'MX-09015',
    service: { id: 'mx-repat-employability', need: 'job_matching' }, otherService: { id: 'mx-inea-certification', need: 'skill_certification' },
    emergency: { id: 'mx-repat-health', need: 'medical_basic' }, byLink: { id: 'mx-oda-mentoring', need: 'peer_mentoring' }, bySheet: { id: 'mx-icat-training', need: 'vocational_training' }, course: null,
  },
  SV: {
    reception: 'sv-rp-la-chacra', otherReception: 'sv-rp-airport-vapr', window: 'window-sv-06', otherWindow: 'national-sv',
    provider: 'provider-sv-insaforp', otherProvider: 'provider-sv-conamype', national: 'national-sv', home: 'SV-0614', elsewhere: 'SV-1217',
    service: { id: 'sv-insaforp-certification', need: 'skill_certification' }, otherService: { id: 'sv-conamype-seed', need: 'seed_grant' },
    emergency: { id: 'sv-gami-reception', need: 'medical_basic' }, byLink: { id: 'sv-cliar-clinic', need: 'counselling' }, bySheet: { id: 'sv-alsare-training', need: 'vocational_training' }, course: null,
  },
  GT: {
    reception: 'gt-rp-fag', otherReception: 'gt-rp-tecun-uman', window: 'window-gt-0101', otherWindow: 'window-gt-0901',
    provider: 'provider-gt-te-conecta', otherProvider: 'provider-gt-renap', national: 'national-gt', home: 'GT-0101', elsewhere: 'GT-0901',
    service: { id: 'gt-te-conecta', need: 'job_placement' }, otherService: { id: 'gt-dpi-renap', need: 'identity_document' },
    emergency: { id: 'gt-fag-adult-reception', need: 'medical_basic' }, byLink: { id: 'gt-arg-mentoring', need: 'peer_mentoring' }, bySheet: { id: 'gt-aprode-training', need: 'vocational_training' }, course: null,
  },
  HN: {
    reception: 'hn-rp-camr-omoa', otherReception: 'hn-rp-camr-sps-lalima', window: 'national-hn', otherWindow: null,
    provider: 'provider-hn-trabajo', otherProvider: 'provider-hn-credito-solidario', national: 'national-hn', home: 'HN-0801', elsewhere: 'HN-0501',
    service: { id: 'hn-con-chamba', need: 'job_placement' }, otherService: { id: 'hn-credito-solidario', need: 'microcredit' },
    emergency: { id: 'hn-camr-omoa-reception', need: 'medical_basic' }, byLink: { id: 'hn-casm-support', need: 'counselling' }, bySheet: { id: 'hn-fosmih', need: 'business_advice' }, course: null,
  },
  ZZ: {
    reception: 'zz-rp-harbour', otherReception: 'zz-rp-airfield', window: 'window-zz-0101', otherWindow: 'window-zz-0202',
    provider: 'provider-zz-training', otherProvider: 'provider-zz-clinic', national: 'national-zz', home: 'ZZ-0101', elsewhere: 'ZZ-0202',
    service: { id: 'zz-youth-trades', need: 'vocational_training' }, otherService: { id: 'zz-rehabilitation', need: 'rehabilitation' },
    emergency: { id: 'zz-rehabilitation', need: 'medical_basic' }, byLink: { id: 'zz-new-arrival-voucher', need: 'cash_or_voucher' }, bySheet: { id: 'zz-legal-desk', need: 'legal_orientation' },
    course: { id: 'zz-rehabilitation', need: 'rehabilitation', login: 'proveedor2' },
  },
};
