import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserStaysInBrowser, floorsGoDown, FLOORS, importsDoNotClimb, roomsUseDoors, serverDoorsAreClosedToBrowsers } from './floors.ts';
import { filesAreShort, namesKeepDignity, namesSaySomething, noDefaultExports, nothingIsPutOff, ownCodeIsNotMocked } from './habits.ts';
import { readHouse, show } from './house.ts';
import type { Finding, House } from './house.ts';
import { rulesArePure, timeIsAnArgument } from './purity.ts';
import { allMessages, keysAreDefinedOnce, keysStandOnceInTheirFile, TEXT_LOCALES, textParity } from './text.ts';
import { everyKeyHasASentence, noCountryIsNamed, noUntranslatedStrings, onlyRepositoriesNameTables } from './words.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const house = readHouse(ROOT, ['src', 'bench', 'seeds', 'tests/support', 'tests/permissions', 'tests/journeys', 'tests/durability', 'tests/scenarios', 'tests/database']);
const broken = readHouse(path.join(import.meta.dirname, 'fixtures/broken'));
const reader = (h: House) => (file: string): string => readFileSync(path.join(h.root, file), 'utf8');
const texts = (h: House): Record<string, Record<string, string>> => Object.fromEntries(TEXT_LOCALES.map((l) => [l, allMessages(h, l)]));
const browserEntries = (h: House): string[] => h.allPaths.filter((p) => /^src\/apps\/(staff|portal)\/main\.tsx$/.test(p));

interface Check {
  readonly rule: string;
  readonly check: (h: House) => Finding[];
  /** What the check must find in the broken house; each entry is a fragment of one finding, in order. */
  readonly mustFind: readonly string[];
}

const CHECKS: readonly Check[] = [
  {
    rule: 'floors only go down: apps, modules, platform, kernel',
    check: floorsGoDown,
    mustFind: ['src/kernel/words.ts:1 kernel may not import platform', 'src/platform/http.ts:1 platform may not import room:registry', 'src/ui/index.ts:1 ui may not import platform'],
  },
  {
    rule: 'rooms are entered through doors, and only from above',
    check: roomsUseDoors,
    mustFind: ['src/apps/staff/main.tsx:1 enters room:referrals past its door', 'src/modules/referrals/service.ts:1 enters room:registry past its door', 'src/modules/registry/index.ts:1 room:registry may not call up to room:referrals'],
  },
  {
    rule: 'an import does not climb out of its room',
    check: importsDoNotClimb,
    mustFind: ['src/apps/staff/main.tsx:1 climbing import', 'src/modules/referrals/service.ts:1 climbing import'],
  },
  {
    rule: 'each server door is listed and closed to browsers',
    check: serverDoorsAreClosedToBrowsers,
    mustFind: ['the server door #referrals is open to browsers'],
  },
  {
    rule: 'what is bundled for browsers reaches nothing of the server',
    check: (h) => browserStaysInBrowser(h, browserEntries(h)),
    mustFind: ['src/modules/referrals/screens/inbox/inbox-page.tsx:1 brings src/modules/referrals/index.ts into the browser bundle'],
  },
  {
    rule: 'rules are pure',
    check: rulesArePure,
    mustFind: ['src/kernel/words.ts:1 a pure file imports "#platform/http"', 'rules.ts:1 a pure file imports "node:fs"', 'rules.ts:3 a pure file uses new Date()', 'rules.ts:4 a pure file uses Math.random'],
  },
  { rule: 'services are told the time', check: timeIsAnArgument, mustFind: ['src/modules/registry/service.ts:4 reads the clock'] },
  {
    rule: 'only the repository of a room names its tables',
    check: (h) => onlyRepositoriesNameTables(h, FLOORS),
    mustFind: ['repository.ts:2 names the table referrals.referral', 'repository.ts:3 names the table plans.follow_up', 'repository.ts:4 names the table assessment.answers_of (restricted)', 'service.ts:5 names the table registry.person'],
  },
  {
    rule: 'every refused code and every shown key has a sentence in every language',
    check: (h) => everyKeyHasASentence(h, texts(h)),
    mustFind: [
      'inbox-page.tsx:4 no sentence in "es" for referrals.no-key', 'inbox-page.tsx:4 no sentence in "es" for referrals.state.…', 'service.ts:5 no sentence in "es" for errors.referrals.no-such-sentence', 'service.ts:6 no sentence in "es" for errors.registry.sentence-missing',
      'inbox-page.tsx:4 no sentence in "en" for referrals.no-key', 'inbox-page.tsx:4 no sentence in "en" for referrals.state.…', 'service.ts:5 no sentence in "en" for errors.referrals.no-such-sentence', 'service.ts:6 no sentence in "en" for errors.registry.sentence-missing',
    ],
  },
  {
    rule: 'sentences exist in every language, with the same arguments, in the room that owns them',
    check: textParity,
    mustFind: ['plans.foreign: key of another room', 'referrals.blank: missing in "es"', 'referrals.broken: not a message in "es"', 'referrals.inbox.empty: the same sentence', 'referrals.inbox.title: arguments differ (n / count)', 'referrals.only-here: missing in "en"'],
  },
  { rule: 'no country is named outside the list of codes', check: (h) => noCountryIsNamed(h, reader(h)), mustFind: ["service.ts:2 names a country: 'HN'", 'service.ts:3 names a country: Guatemala'] },
  { rule: 'no untranslated string', check: noUntranslatedStrings, mustFind: ['inbox-page.tsx:4 untranslated: "Send it"', 'inbox-page.tsx:4 untranslated: "Enviar"'] },
  { rule: 'no default export', check: (h) => noDefaultExports(h), mustFind: ['inbox-page.tsx:1 default export'] },
  { rule: 'names say something and are kebab-case', check: namesSaySomething, mustFind: ['PlanCard.tsx:1 file and folder names are kebab-case', 'helpers.ts:1 a name that says nothing'] },
  { rule: 'names keep dignity', check: namesKeepDignity, mustFind: ['src/modules/plans/helpers.ts:1 name deportee'] },
  { rule: 'nothing is put off and no test is skipped', check: nothingIsPutOff, mustFind: ['rules.test.ts:2 it.skip', 'service.ts:1 TODO'] },
  { rule: 'our own code is not mocked', check: ownCodeIsNotMocked, mustFind: ['rules.test.ts:1 mocks our own code'] },
];

describe.each(CHECKS)('$rule', ({ check, mustFind }) => {
  it('holds in the house', () => {
    expect(show(check(house))).toEqual([]);
  });

  it('is noticed when broken', () => {
    const found = show(check(broken));
    expect(found).toHaveLength(mustFind.length);
    for (const [index, fragment] of mustFind.entries()) expect(found[index]).toContain(fragment);
  });
});

describe('no file of more than 500 lines', () => {
  it('holds in the house', () => {
    expect(show(filesAreShort(house))).toEqual([]);
  });

  it('is noticed when broken', () => {
    expect(show(filesAreShort(broken, 5))).toEqual(['src/modules/registry/service.ts:1 6 lines (limit 5)', 'src/modules/referrals/screens/inbox/inbox-page.tsx:1 6 lines (limit 5)', 'src/modules/referrals/service.ts:1 9 lines (limit 5)'].sort());
  });
});

describe('a text key is defined once', () => {
  it('holds in the house', () => {
    expect(show([...keysAreDefinedOnce(house), ...keysStandOnceInTheirFile(house)])).toEqual([]);
  });

  it('is noticed when broken', () => {
    const twice = readHouse(path.join(import.meta.dirname, 'fixtures/twice'));
    expect(show(keysAreDefinedOnce(twice))).toEqual(['src/modules/plans/text:1 shared.title: also in src/apps/staff/text']);
    expect(show(keysStandOnceInTheirFile(twice))).toEqual(['src/modules/plans/text/es.json:4 plans.again: twice in this file']);
  });
});

it('the house that is checked is not empty', () => {
  expect(house.files.length).toBeGreaterThan(50);
});
