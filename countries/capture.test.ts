import { describe, expect, test } from 'vitest';
import { questionsOf } from '#assessment/schema';
import { assessmentSlice } from '#assessment';
import { openPacks } from '#platform/country';
import type { CountryCode } from '#kernel/codes';
import type { FactCode } from '#kernel/facts';

/**
 * What must be captured in the situations of the field studies, as far as it is a fact or a question of its own. Left out, since it belongs to
 * rooms that do not exist yet: a protective note on looks, access at home, papers refused and where.
 */
const SITUATIONS: readonly [string, CountryCode, readonly FactCode[], readonly string[]][] = [
  ['raised abroad, back at 19, high-school diploma, weak Spanish', 'SV', ['monthsAbroad', 'ageAtDeparture', 'languages', 'educationLevel', 'educationAbroad', 'documentsHeld', 'cannotReturnTo'], []],
  ['girl of 12 on her own', 'HN', ['travellingAs', 'familyAbroad', 'violenceSurvivor', 'educationLevel', 'mentalHealthNeed'], []],
  ['welder of 58 after decades abroad', 'SV', ['monthsAbroad', 'occupations', 'workExperienceYears', 'skillsCertified', 'healthNeeds', 'pensionRightsAbroad', 'hasSavings', 'ownsTools', 'familyAbroad'], []],
  ['bricklayer who lost a leg', 'HN', ['disability', 'healthNeeds', 'occupations', 'income', 'dependants'], []],
  ['farm worker in debt who wants no business', 'SV', ['occupations', 'hasDebt', 'debtKinds', 'debtThreat', 'wantsJob', 'wantsBusiness', 'dependants'], []],
  ['English speaker of 24 without relatives in the capital', 'GT', ['languages', 'educationLevel', 'familySupport', 'housing', 'criminalRecord', 'violenceSurvivor'], []],
  ['family with tools and a child born abroad', 'MX', ['monthsAbroad', 'goodsToImport', 'usCitizenChildren', 'educationAbroad'], ['childrenForSchool']],
  ['only the repatriation certificate', 'MX', ['documentsHeld', 'housing', 'wantsJob', 'hasBankAccount'], []],
  ['father whose children stay abroad', 'MX', ['familyAbroad', 'belongingsAbroad', 'healthNeeds', 'mentalHealthNeed', 'intendsToStay'], []],
  ['pupil without a school', 'MX', ['languages'], ['childrenForSchool']],
  ['came alone by bus, no record anywhere', 'HN', ['occupations', 'hasDebt', 'wantsJob', 'healthNeeds'], []],
  ['electricians for a vacancy', 'HN', ['occupations', 'skillsCertified', 'cannotReturnTo'], []],
];

const packs = openPacks(['MX', 'SV', 'GT', 'HN']);

describe('the questionnaires ask what the situations of the field studies call for', () => {
  test.each(SITUATIONS)('%s', (_, country, facts, codes) => {
    const asked = packs.get(country)!.slice(assessmentSlice).instruments.filter((i) => i.code !== 'rss').flatMap(questionsOf);
    expect(facts.filter((fact) => !asked.some((q) => q.fact === fact))).toEqual([]);
    expect(codes.filter((code) => !asked.some((q) => q.code === code))).toEqual([]);
  });

  test.each(SITUATIONS.filter(([, country], i, all) => all.findIndex(([, c]) => c === country) === i))('%s: a paper of the country opens the list of papers', (_, country) => {
    const papers = packs.get(country)!.slice(assessmentSlice).instruments.find((i) => i.code === 'single')!;
    const choices = questionsOf(papers).find((q) => q.code === 'documentsHeld')!.choices!;
    expect(choices[0]!.code.startsWith(`${country.toLowerCase()}-`)).toBe(true);
  });
});
