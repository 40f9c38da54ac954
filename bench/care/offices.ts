/** Who works in the country of this benchmark: windows with their officers, a supervisor of each institution, organizations that answer. */
import pg from 'pg';
import { hashPassword } from '#access';
import { COUNTRY, PASSWORD } from '../national/registry.ts';

const WINDOWS = 40;
const OFFICERS_EACH = 8;
const INSTITUTIONS = 4;

export type CareRole = 'window' | 'protection' | 'supervisor' | 'provider';
export interface CareAccount { readonly login: string; readonly role: CareRole; readonly officeId: string; readonly userId: string }

const fixedId = (kind: string, n: number): string => `00000000-0000-7000-8000-${kind}${n.toString(16).padStart(10, '0')}`;

export const WINDOW_IDS: readonly string[] = Array.from({ length: WINDOWS }, (_, n) => fixedId('0c', n));
/** Ids of the officers of all windows, those of one window together. */
export const OFFICER_IDS: readonly string[] = Array.from({ length: WINDOWS * OFFICERS_EACH }, (_, n) => fixedId('0b', n));

/** Services of Sampleland that take anybody's referral, with their organizations. */
export const SERVICES = [
  { service: 'zz-legal-desk', organization: 'zz-ministry', need: 'legal_orientation' },
  { service: 'zz-job-office', organization: 'zz-ministry', need: 'job_placement' },
  { service: 'zz-youth-trades', organization: 'zz-training', need: 'vocational_training' },
  { service: 'zz-rehabilitation', organization: 'zz-clinic', need: 'rehabilitation' },
  { service: 'zz-call-centre', organization: 'zz-test-provider-organization', need: 'skills_certification' },
] as const;
const PROVIDERS = [...new Set(SERVICES.map((s) => s.organization))];
const institution = (window: number): string => `zz-care-${window % INSTITUTIONS}`;

async function addAccount(owner: pg.Client, { login, role, officeId, userId }: CareAccount, organization: string | null, hash: string): Promise<void> {
  await owner.query(`insert into access.user_account (id, country, login, display_name, role, office_id, organization_id, password_hash, must_change_password, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, false, now()) on conflict do nothing`, [userId, COUNTRY, login, `Bench ${login}`, role, officeId, organization, hash]);
}

async function addOffice(owner: pg.Client, id: string, kind: string, ref: string, organization: string): Promise<void> {
  await owner.query(`insert into access.office (id, country, kind, ref, name_es, name_en, organization_id) values ($1, $2, $3, $4, $4, $4, $5) on conflict do nothing`, [id, COUNTRY, kind, ref, organization]);
}

/** Opens offices and accounts. Answers everybody who can sign in. */
export async function openCareOffices(owner: pg.Client): Promise<CareAccount[]> {
  const hash = await hashPassword(PASSWORD);
  const accounts: CareAccount[] = [];
  const add = async (account: CareAccount, organization: string | null): Promise<void> => {
    await addAccount(owner, account, organization, hash);
    accounts.push(account);
  };
  for (const [n, officeId] of WINDOW_IDS.entries()) {
    await addOffice(owner, officeId, 'window', `zz-care-window-${n}`, institution(n));
    for (let k = 0; k < OFFICERS_EACH; k++) {
      await add({ login: `care-${n}-${k}`, role: k === OFFICERS_EACH - 1 ? 'protection' : 'window', officeId, userId: OFFICER_IDS[n * OFFICERS_EACH + k]! }, null);
    }
  }
  for (let n = 0; n < INSTITUTIONS; n++) await add({ login: `care-supervisor-${n}`, role: 'supervisor', officeId: WINDOW_IDS[n]!, userId: fixedId('0d', n) }, institution(n));
  for (const [n, organization] of PROVIDERS.entries()) {
    const officeId = fixedId('0a', n);
    await addOffice(owner, officeId, 'provider', `zz-care-provider-${n}`, organization);
    await add({ login: `care-provider-${n}`, role: 'provider', officeId, userId: fixedId('09', n) }, organization);
  }
  return accounts;
}
