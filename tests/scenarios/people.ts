/**
 * The thirteen situations as facts. Nobody here exists. Facts are what the situation says and nothing else; what it does
 * not say stays unknown. Needs that follow from facts come from the rules of the country; `alsoNeeds` are those an
 * officer would add by hand after hearing the situation, each with the words that call for it.
 */
import type { CountryCode } from '#kernel/codes';
import { known, type FactCode, type FactSet, type FactValue } from '#kernel/facts';

export interface SyntheticPerson {
  readonly country: CountryCode;
  /** What tells this run from another of the same situation. */
  readonly run: string;
  readonly facts: FactSet;
  readonly admin2: string;
  /** Need code → words of the situation. */
  readonly alsoNeeds: Readonly<Record<string, string>>;
  /** True where the situation gives the case to the closed circle. */
  readonly closedCircle?: boolean;
}

const told = (facts: Partial<Record<FactCode, FactValue>>): FactSet =>
  Object.fromEntries(Object.entries(facts).map(([code, value]) => [code, known(value as FactValue, '2026-11-20')]));

const deported = { returnType: 'deported' } as const;

const welder = (sex: 'F' | 'M'): SyntheticPerson => ({
  country: 'SV', run: sex === 'F' ? 'a woman' : 'a man', admin2: 'SV-0614',
  facts: told({
    age: 58, sex, nationality: ['SV'], returnType: 'independentVoluntary', returnedFrom: 'US', monthsAbroad: 228, occupations: ['7212'], workExperienceYears: 19,
    skillsCertified: false, hasSavings: true, pensionRightsAbroad: true, familyAbroad: ['children'], destinationAdmin1: 'SV-06', destinationAdmin2: 'SV-0614',
    languages: { spa: 'native' }, stillAbroad: false,
  }),
  alsoNeeds: { one_stop_window: 'a way in that asks for no deportation', seed_grant: 'savings and a trade', business_advice: 'savings and a trade' },
});

/** Situation → one or more made-up people in it. */
export const PEOPLE: Readonly<Record<string, readonly SyntheticPerson[]>> = {
  'S-01': [{
    country: 'SV', run: 'a man of 19', admin2: 'SV-0614',
    facts: told({
      ...deported, age: 19, sex: 'M', nationality: ['SV'], returnedFrom: 'US', returnRoute: 'air', monthsAbroad: 180, educationLevel: 'upperSecondary',
      educationAbroad: true, languages: { eng: 'native', spa: 'basic' }, documentsHeld: { 'sv-passport': 'neverHad' }, housing: 'withRelatives', familySupport: true,
      wantsJob: true, employmentStatus: 'unemployed', travellingAs: 'alone', destinationAdmin1: 'SV-06', destinationAdmin2: 'SV-0614', stillAbroad: false,
    }),
    alsoNeeds: {
      vocational_guidance: 'nineteen, and no work here yet', vocational_training: 'nineteen, and no work here yet', skill_certification: 'diploma from abroad',
    },
  }],
  'S-02': [{
    country: 'HN', run: 'a girl of 12', admin2: 'HN-0601', closedCircle: true,
    facts: told({
      ...deported, age: 12, sex: 'F', nationality: ['HN'], returnedFrom: 'MX', returnRoute: 'land', travellingAs: 'unaccompaniedChild', guardianVerified: false,
      familyAbroad: ['parents'], violenceSurvivor: true, inSchool: false, destinationAdmin1: 'HN-06', destinationAdmin2: 'HN-0601', stillAbroad: false,
    }),
    alsoNeeds: { counselling: 'signs of violence on the route', medical_basic: 'signs of violence on the route', one_stop_window: 'grandmother in Choluteca' },
  }],
  'S-03': [welder('F'), welder('M')],
  'S-05': [{
    country: 'HN', run: 'a man of 33', admin2: 'HN-0503',
    facts: told({
      ...deported, age: 33, sex: 'M', nationality: ['HN'], returnedFrom: 'MX', returnRoute: 'land', disability: ['walking'], healthNeeds: ['device', 'injury'],
      occupations: ['7112'], workExperienceYears: 10, dependants: 2, income: 'none', destinationAdmin1: 'HN-05', destinationAdmin2: 'HN-0503', stillAbroad: false,
    }),
    alsoNeeds: { cash_or_voucher: 'depends on others, has children', one_stop_window: 'needs somebody near home', orientation: 'returned by land' },
  }],
  'S-07': [{
    country: 'SV', run: 'a man of 36', admin2: 'SV-0614',
    facts: told({
      age: 36, sex: 'M', nationality: ['SV'], ...deported, occupations: ['6111', '7112'], workExperienceYears: 15, skillsCertified: false, hasSavings: false,
      hasDebt: true, wantsBusiness: false, wantsJob: true, employmentStatus: 'unemployed', dependants: 3, destinationAdmin1: 'SV-06', destinationAdmin2: 'SV-0614', stillAbroad: false,
    }),
    alsoNeeds: {
      job_matching: 'wants a job', vocational_training: 'farm and building work', vocational_guidance: 'most offers are start-ups',
      // Asked on purpose: even where start-up money is looked for, it must not come up.
      seed_grant: 'what officials offer most',
    },
  }],
  'S-08': [{
    country: 'GT', run: 'a woman of 24', admin2: 'GT-0101',
    facts: told({
      ...deported, age: 24, sex: 'F', nationality: ['GT'], returnedFrom: 'US', returnRoute: 'air', monthsAbroad: 200, languages: { eng: 'native', spa: 'conversational' },
      educationLevel: 'upperSecondary', educationAbroad: true, housing: 'none', familySupport: false, wantsJob: true, employmentStatus: 'unemployed', travellingAs: 'alone',
      destinationAdmin1: 'GT-01', destinationAdmin2: 'GT-0101', stillAbroad: false,
    }),
    alsoNeeds: { job_orientation: 'needs work' },
  }],
  'S-11': [{
    country: 'MX', run: 'a father of two', admin2: 'MX-16053',
    facts: told({
      age: 37, sex: 'M', nationality: ['MX'], returnType: 'independentVoluntary', returnedFrom: 'US', stillAbroad: true, monthsAbroad: 108, travellingAs: 'family',
      usCitizenChildren: true, dependants: 2, goodsToImport: true, ownsTools: true, occupations: ['7522'], wantsBusiness: true, documentsHeld: { 'mx-constancia-repatriacion': 'neverHad' },
      destinationAdmin1: 'MX-16', destinationAdmin2: 'MX-16053',
    }),
    alsoNeeds: {
      predeparture_information: 'plan to go home', school_enrolment: 'two children', identity_document: 'papers of the child born in Texas',
      bank_account: 'asked on purpose: what is for repatriated people must not come up', temporary_id: 'asked on purpose, as above',
    },
  }],
  'S-12': [{
    country: 'MX', run: 'a woman of 50', admin2: 'MX-12066',
    facts: told({
      ...deported, age: 50, sex: 'F', nationality: ['MX'], returnedFrom: 'US', wantsJob: true, employmentStatus: 'unemployed', hasBankAccount: false,
      documentsHeld: { 'mx-constancia-repatriacion': 'held', 'mx-curp': 'lost', 'mx-birth-certificate': 'lost', 'mx-ine-card': 'lost' },
      destinationAdmin1: 'MX-12', destinationAdmin2: 'MX-12066', stillAbroad: false,
    }),
    alsoNeeds: {
      identity_document: 'only the repatriation certificate', job_matching: 'wants a job', orientation: 'small town', social_programme_information: 'no home address',
    },
  }],
  'S-13': [{
    country: 'MX', run: 'a man of 38', admin2: 'MX-02004',
    facts: told({
      ...deported, age: 38, sex: 'M', nationality: ['MX'], returnedFrom: 'US', usCitizenChildren: true, familyAbroad: ['spouse', 'children'], belongingsAbroad: true,
      monthsAbroad: 144, intendsToStay: 'undecided', destinationAdmin1: 'MX-02', destinationAdmin2: 'MX-02004', stillAbroad: false,
    }),
    alsoNeeds: {
      legal_representation: 'wife and children remain', family_support: 'wife and children remain', job_matching: 'alone in Mexico', food: 'taken in the interior',
      temporary_id: 'asked on purpose: services for foreigners must not come up', regularization: 'asked on purpose, as above', asylum_support: 'asked on purpose, as above',
    },
  }],
  'S-17': [{
    country: 'MX', run: 'a boy of 9', admin2: 'MX-16108',
    facts: told({
      age: 9, sex: 'M', nationality: ['MX'], returnedFrom: 'US', ...deported, travellingAs: 'family', educationAbroad: true, educationLevel: 'none',
      inSchool: false, destinationAdmin1: 'MX-16', destinationAdmin2: 'MX-16108', stillAbroad: false,
    }),
    alsoNeeds: { school_enrolment: 'refused by a school', legal_representation: 'the parents were told the law says otherwise', family_support: 'as above' },
  }],
  'S-19': [{
    country: 'HN', run: 'a man of 29', admin2: 'HN-1804',
    facts: told({
      age: 29, sex: 'M', nationality: ['HN'], returnType: 'independentVoluntary', returnRoute: 'land', travellingAs: 'alone', hasDebt: true,
      destinationAdmin1: 'HN-18', destinationAdmin2: 'HN-1804', stillAbroad: false,
    }),
    alsoNeeds: {
      one_stop_window: 'asks at a UMAR', counselling: 'needs in three dimensions', vocational_training: 'skills', seed_grant: 'needs in three dimensions',
      microcredit: 'needs in three dimensions', orientation: 'asked on purpose: reception for deported people must not come up', food: 'asked on purpose, as above',
    },
  }],
  'S-20': [{
    country: 'HN', run: 'an electrician of 27', admin2: 'HN-0501',
    facts: told({
      ...deported, age: 27, sex: 'M', nationality: ['HN'], occupations: ['7411'], workExperienceYears: 6, skillsCertified: false, wantsJob: true, employmentStatus: 'unemployed',
      destinationAdmin1: 'HN-05', destinationAdmin2: 'HN-0501', stillAbroad: false,
    }),
    alsoNeeds: { job_matching: 'vacancies for electricians' },
  }],
};
