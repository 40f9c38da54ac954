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
}

/** The demo's offices per country, all from `countries/<cc>/offices.json`. */
export const DEMO_PLACES: Readonly<Partial<Record<CountryCode, DemoPlaces>>> = {
  MX: {
    reception: 'mx-rp-northern-border', otherReception: 'mx-rp-aicm', window: 'window-mx-16', otherWindow: 'window-mx-09',
    provider: 'provider-mx-sne', otherProvider: 'provider-mx-inea', national: 'national-mx', home: 'MX-16053', elsewhere: 'MX-09015',
  },
  SV: {
    reception: 'sv-rp-la-chacra', otherReception: 'sv-rp-airport-vapr', window: 'window-sv-06', otherWindow: 'national-sv',
    provider: 'provider-sv-insaforp', otherProvider: 'provider-sv-conamype', national: 'national-sv', home: 'SV-0614', elsewhere: 'SV-1217',
  },
  GT: {
    reception: 'gt-rp-fag', otherReception: 'gt-rp-tecun-uman', window: 'window-gt-0901', otherWindow: 'window-gt-0101',
    provider: 'provider-gt-te-conecta', otherProvider: 'provider-gt-renap', national: 'national-gt', home: 'GT-0901', elsewhere: 'GT-0101',
  },
  HN: {
    reception: 'hn-rp-camr-omoa', otherReception: 'hn-rp-camr-sps-lalima', window: 'national-hn', otherWindow: null,
    provider: 'provider-hn-trabajo', otherProvider: 'provider-hn-credito-solidario', national: 'national-hn', home: 'HN-0501', elsewhere: 'HN-0801',
  },
  ZZ: {
    reception: 'zz-rp-harbour', otherReception: 'zz-rp-airfield', window: 'window-zz-0101', otherWindow: 'window-zz-0202',
    provider: 'provider-zz-training', otherProvider: 'provider-zz-clinic', national: 'national-zz', home: 'ZZ-0101', elsewhere: 'ZZ-0202',
  },
};
