import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { auditHoles, loosePowers, runtimePowers, unexplained, unguarded, withoutCountry } from './schema-rules.ts';

/** Tables that belong to the deployment, not to a country: each with its reason. */
const NO_COUNTRY = [
  'platform.migration', // one per database
  'platform.setting', // of the deployment, such as the demo clock
  'access.session', // belongs to an account, which has a country
  'access.sign_in_try', // counted before anybody is known
  'access.audit_head', // the chain's name begins with the country
];

let sound: TestDatabase;
let broken: TestDatabase;

beforeAll(async () => {
  [sound, broken] = await Promise.all([testDatabase(), testDatabase()]);
  const login = new URL(broken.runtimeUrl).username;
  await broken.owner(`create schema leaky; grant create, usage on schema leaky to "${login}"`);
  await broken.owner(`create table leaky.note (id int, told text); comment on column leaky.note.told is 'what was told'`);
  await broken.owner(`create table leaky.owned (country text not null); alter table leaky.owned owner to "${login}"`);
  await broken.owner(`create function leaky.everything() returns bigint language sql security definer as 'select count(*) from access.session'`);
  await broken.owner(`grant delete on access.audit_entry to "${login}"; grant truncate on leaky.note to "${login}"`);
});
afterAll(async () => {
  // The login is shared by all copies of the template: what the broken copy gave it must not outlive this file.
  await broken.close();
  await sound.close();
});

describe('every table and column says what it means, how sensitive it is and why it is kept', () => {
  it('holds', async () => { expect(await unexplained(sound)).toEqual([]); });
  it('is noticed when broken', async () => {
    expect(await unexplained(broken)).toEqual(['leaky.note', 'leaky.owned', 'leaky.note.id', 'leaky.note.told', 'leaky.owned.country']);
  });
});

describe('every table of a room has row-level security with policies', () => {
  it('holds', async () => { expect(await unguarded(sound)).toEqual([]); });
  it('is noticed when broken', async () => { expect(await unguarded(broken)).toEqual(['leaky.note', 'leaky.owned']); });
});

describe('a function with the powers of the owner fixes where it looks up names', () => {
  it('holds', async () => { expect(await loosePowers(sound)).toEqual([]); });
  it('is noticed when broken', async () => { expect(await loosePowers(broken)).toEqual(['leaky.everything']); });
});

describe('the runtime role owns nothing and cannot pass the walls', () => {
  it('holds', async () => { expect(await runtimePowers(sound)).toEqual([]); });
  it('is noticed when broken', async () => { expect(await runtimePowers(broken)).toEqual(['creates in leaky', 'owns leaky.owned', 'truncates leaky.note', 'truncates leaky.owned']); });
});

describe('every record belongs to exactly one country', () => {
  it('holds', async () => { expect(await withoutCountry(sound, NO_COUNTRY)).toEqual([]); });
  it('is noticed when broken', async () => { expect(await withoutCountry(broken, NO_COUNTRY)).toEqual(['leaky.note']); });
});

describe('nobody but the chain itself writes the audit trail', () => {
  it('holds', async () => { expect(await auditHoles(sound)).toEqual([]); });
  it('is noticed when broken', async () => { expect(await auditHoles(broken)).toEqual(['delete on access.audit_entry']); });
});
