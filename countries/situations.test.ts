import { describe, expect, it } from 'vitest';
import { directorySlice, offersOf, travelSlice } from '#directory';
import { indexOffers, suggest } from '#directory/matching';
import type { CountryCode } from '#kernel/codes';
import { known, type FactSet, type FactValue } from '#kernel/facts';
import { openPacks } from '#platform/country';

/** Situations of people who came back, and which services of the real packs may and may not come up for them. */

const AT = '2026-01-01';
const packs = openPacks(['MX', 'SV', 'GT', 'HN']);
type Answer = 'fits' | 'once' | 'no';

function answersFor(country: CountryCode, admin2: string, said: Record<string, FactValue>): Map<string, Answer> {
  const pack = packs.get(country)!;
  const { services, needTypes } = pack.slice(directorySlice);
  const home = pack.places.get(admin2)!;
  const facts = Object.fromEntries(Object.entries(said).map(([code, value]) => [code, known(value, AT)])) as FactSet;
  const index = indexOffers(offersOf(services, { country, needs: needTypes, places: pack.places, today: AT, beside: new Map() }));
  const found = suggest(needTypes.filter((n) => n.personal).map((n) => ({ code: n.code, urgency: 'long' as const })), facts, index, {
    country, today: AT, place: { admin1: home.admin1, admin2: home.id, latitude: home.lat, longitude: home.lon }, travel: pack.slice(travelSlice),
    limit: 500, mayReadRestricted: true,
  });
  const answers = new Map<string, Answer>();
  for (const need of found.needs) {
    for (const o of need.notFitting) if (!answers.has(o.serviceId)) answers.set(o.serviceId, 'no');
    for (const o of need.offers) if (answers.get(o.serviceId) !== 'fits') answers.set(o.serviceId, o.verdict === 'fits' ? 'fits' : 'once');
  }
  return answers;
}

interface Situation {
  readonly who: string;
  readonly country: CountryCode;
  readonly admin2: string;
  readonly facts: Record<string, FactValue>;
  readonly fits: readonly string[];
  /** Something is still to be asked. */
  readonly once?: readonly string[];
  readonly never: readonly string[];
}

const SITUATIONS: readonly Situation[] = [
  {
    who: 'a man of 19 raised abroad, fluent in English', country: 'SV', admin2: 'SV-0614',
    facts: { age: 19, sex: 'M', nationality: ['SV'], returnType: 'deported', returnedFrom: 'US', returnRoute: 'air', languages: { eng: 'fluent' }, educationLevel: 'upperSecondary' },
    fits: ['sv-bienvenido-a-casa', 'sv-gami-reception', 'sv-callcentres', 'sv-insaforp-certification', 'sv-plan-vocational-test', 'sv-alsare-training'],
    once: ['sv-uscri-livelihoods'], never: ['sv-women-windows', 'sv-isna-care'],
  },
  {
    who: 'an unaccompanied girl of 12', country: 'HN', admin2: 'HN-0601',
    facts: { age: 12, sex: 'F', nationality: ['HN'], returnType: 'deported', returnedFrom: 'MX', returnRoute: 'land', travellingAs: 'unaccompaniedChild' },
    fits: ['hn-canfm-belen-reception', 'hn-umar'], once: ['hn-casa-alianza-children'],
    never: ['hn-camr-omoa-reception', 'hn-camr-sps-reception', 'hn-credito-solidario', 'hn-genesis-kits'],
  },
  {
    who: 'a welder of 58 who came back by choice', country: 'SV', admin2: 'SV-0614',
    facts: { age: 58, sex: 'F', nationality: ['SV'], returnType: 'independentVoluntary', wantsBusiness: true },
    fits: ['sv-oam-offices', 'sv-municipal-offices', 'sv-labour-competency-certification', 'sv-insaforp-certification', 'sv-vapr-windows'],
    once: ['sv-renaceres-seed'], never: ['sv-uscri-livelihoods', 'sv-no-te-arriesgues', 'sv-gami-reception'],
  },
  {
    who: 'a man of 33 who lost a leg', country: 'HN', admin2: 'HN-0501',
    facts: { age: 33, sex: 'M', nationality: ['HN'], returnType: 'deported', returnedFrom: 'MX', returnRoute: 'land', disability: ['walking'], healthNeeds: ['device'] },
    fits: ['hn-camr-omoa-reception', 'hn-conamiredis', 'hn-scalabrini-disability', 'hn-fosmih', 'hn-umar'], never: ['hn-genesis-kits', 'hn-camr-sps-reception'],
  },
  {
    who: 'a man of 36 who wants work and no business', country: 'SV', admin2: 'SV-0614',
    facts: { age: 36, sex: 'M', nationality: ['SV'], returnType: 'deported', wantsBusiness: false, wantsJob: true },
    fits: ['sv-national-employment-system', 'sv-solar-electricity', 'sv-insaforp-certification', 'sv-labour-competency-certification', 'sv-plan-vocational-test'],
    never: ['sv-conamype-seed', 'sv-renaceres-seed'],
  },
  {
    who: 'a woman of 24 with English and a diploma in the capital', country: 'GT', admin2: 'GT-0101',
    facts: {
      age: 24, sex: 'F', nationality: ['GT'], returnType: 'deported', returnedFrom: 'US', returnRoute: 'air', languages: { eng: 'fluent' }, educationLevel: 'upperSecondary',
      destinationAdmin1: 'GT-01', destinationAdmin2: 'GT-0101',
    },
    fits: ['gt-fag-adult-reception', 'gt-returned-migrant-window', 'gt-casa-migrante-support', 'gt-arg-mentoring', 'gt-guate-te-incluye'], once: ['gt-te-conecta'],
    never: ['gt-la-red-kat', 'gt-turi-integra'],
  },
  {
    who: 'a family that plans its return with tools after nine years', country: 'MX', admin2: 'MX-16053',
    facts: {
      age: 38, sex: 'M', nationality: ['MX'], returnType: 'independentVoluntary', stillAbroad: true, monthsAbroad: 108, usCitizenChildren: true, goodsToImport: true,
      travellingAs: 'family', destinationAdmin1: 'MX-16',
    },
    fits: ['mx-menaje-beneficio-fiscal', 'mx-school-enrolment-2017', 'mx-michoacan-welcome-centers', 'mx-inm-delegation-info'],
    once: ['mx-somos-mexicanos-predeparture', 'mx-imumi-legal', 'mx-repat-tools-import'],
    never: ['mx-somos-mexicanos-reception', 'mx-constancia-repatriacion', 'mx-paisano', 'mx-debicuenta-migrante'],
  },
  {
    who: 'a woman of 50 with nothing but the certificate of arrival', country: 'MX', admin2: 'MX-01001',
    facts: { age: 50, sex: 'F', nationality: ['MX'], returnType: 'deported', documentsHeld: { 'mx-constancia-repatriacion': 'held' }, destinationAdmin1: 'MX-01' },
    fits: ['mx-repat-identity', 'mx-repat-bank', 'mx-debicuenta-migrante', 'mx-repat-employability', 'mx-inm-delegation-info'], never: ['mx-cdmx-social-programmes'],
  },
  {
    who: 'a father whose children stayed abroad', country: 'MX', admin2: 'MX-01001',
    facts: { age: 38, sex: 'M', nationality: ['MX'], returnType: 'deported', usCitizenChildren: true, belongingsAbroad: true },
    fits: ['mx-repat-legal-us-ca', 'mx-dul-mentoring', 'mx-somos-mexicanos-reception', 'mx-repat-employability'], once: ['mx-imumi-legal'],
    never: ['mx-comar-asylum', 'mx-fmm-mpp', 'mx-tvrh'],
  },
  {
    who: 'a pupil of 9 with a transcript from abroad', country: 'MX', admin2: 'MX-01001',
    facts: { age: 9, sex: 'M', nationality: ['MX'], returnType: 'deported', travellingAs: 'family' },
    fits: ['mx-school-enrolment-2017', 'mx-repat-studies'], once: ['mx-imumi-legal'], never: ['mx-degree-validation'],
  },
  {
    who: 'a man of 29 who came by bus on his own', country: 'HN', admin2: 'HN-0501',
    facts: { age: 29, sex: 'M', nationality: ['HN'], returnType: 'independentVoluntary', wantsBusiness: true },
    fits: ['hn-umar', 'hn-casm-support', 'hn-fosmih', 'hn-fonamih-seed', 'hn-credito-solidario'], never: ['hn-camr-omoa-reception', 'hn-camr-sps-reception'],
  },
];

describe('suggestions from the real packs', () => {
  it.each(SITUATIONS)('for $who', ({ country, admin2, facts, fits, once = [], never }) => {
    const answers = answersFor(country, admin2, facts);
    expect(fits.map((id) => [id, answers.get(id)])).toEqual(fits.map((id) => [id, 'fits']));
    expect(once.map((id) => [id, answers.get(id)])).toEqual(once.map((id) => [id, 'once']));
    expect(never.filter((id) => answers.get(id) === 'fits' || answers.get(id) === 'once')).toEqual([]);
  });

  it('for anybody at all: nothing that is closed, planned, structural or for another purpose', () => {
    for (const country of packs.keys()) {
      const barred = new Set(packs.get(country)!.slice(directorySlice).services.filter((s) => !s.matchable).map((s) => s.id));
      const answers = answersFor(country, packs.get(country)!.places.all()[0]!.id, { age: 30 });
      expect([...answers.keys()].filter((id) => barred.has(id))).toEqual([]);
    }
  });
});
