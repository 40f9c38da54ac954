import { createHash, createHmac, randomBytes } from 'node:crypto';
import { systemActor, type Actor } from '#kernel/actor';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import type { AuditNote } from '#platform/http/mount';
import { networkOf } from '#platform/tries';
import { officesSlice } from './pack.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import * as repository from './repository.ts';
import { isIdle, mustWait, SESSION_MS, TOUCH_MS, TRY_WINDOW_MS } from './rules.ts';
import type { AuditCheck, AuditEntry, ChangePassword, NewAccount, Office, SignIn } from './schema.ts';

/** Chains per country: enough that busy readers do not wait for one another's commit. */
const AUDIT_CHAINS = 8;

/** Appends one audit entry for the actor of `ctx`, with the end of its transaction. Never carries content. */
export function appendAudit(ctx: Ctx, note: AuditNote): void {
  const shard = createHash('sha1').update(ctx.requestId).digest()[0]! % AUDIT_CHAINS;
  repository.insertAudit(ctx.actor, ctx.tx, { ...note, purpose: ctx.purpose, requestId: ctx.requestId, shard });
}

/** The hash under which a session token is kept. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

interface Address { readonly ip: string; readonly demo: boolean; readonly keySecret: string }

/** Keys under which failed tries are counted: keyed hashes, so that the table tells nobody who tried. */
function tryKeys(login: string, from: Address): [string, string] {
  const key = (text: string) => createHmac('sha256', from.keySecret).update(text).digest('base64url').slice(0, 22);
  return [key(`login\0${login}`), key(`address\0${networkOf(from.ip)}`)];
}

/** Outcome of a sign-in. Failures are values, not refusals: the counted try must survive. */
export type SignInResult =
  | { readonly ok: true; readonly token: string; readonly account: repository.AccountRow }
  | { readonly ok: false; readonly code: 'access.wrong-sign-in' | 'access.too-many-tries' };

/** The account behind a login, if it may sign in here: demo accounts only in demo mode. */
async function usableAccount(ctx: Ctx, login: string, from: Address): Promise<repository.AccountRow | undefined> {
  const account = await repository.findAccountByLogin(ctx.actor, ctx.tx, login);
  return account?.active && (!account.demo || from.demo) ? account : undefined;
}

/** Checks login and password and opens a session. `ctx` acts as system; one message for every kind of wrong. */
export async function openSession(ctx: Ctx, input: SignIn, from: Address): Promise<SignInResult> {
  const keys = tryKeys(input.login, from);
  await repository.queueTries(ctx.actor, ctx.tx, keys[0]);
  const tries = await repository.countTries(ctx.actor, ctx.tx, keys, new Date(ctx.now.getTime() - TRY_WINDOW_MS));
  if (mustWait(tries.get(keys[0]) ?? 0, tries.get(keys[1]) ?? 0)) return { ok: false, code: 'access.too-many-tries' };
  const usable = await usableAccount(ctx, input.login, from);
  if (!(await checkPassword(usable?.passwordHash, input.password)) || !usable) {
    await repository.recordTries(ctx.actor, ctx.tx, keys, ctx.now);
    return { ok: false, code: 'access.wrong-sign-in' };
  }
  await repository.forgetTries(ctx.actor, ctx.tx, [keys[0]], new Date(ctx.now.getTime() - 4 * TRY_WINDOW_MS));
  const token = randomBytes(32).toString('base64url');
  await repository.insertSession(ctx.actor, ctx.tx, {
    tokenHash: tokenHash(token), userId: usable.id, csrf: randomBytes(24).toString('base64url'), now: ctx.now, expiresAt: new Date(ctx.now.getTime() + SESSION_MS),
  });
  return { ok: true, token, account: usable };
}

/** The account as an actor. */
export function actorOf(account: repository.AccountRow): Actor {
  const { id, role, country, officeId, organizationId, displayName, locale } = account;
  return { userId: id, role, country, officeId, organizationId, displayName, locale };
}

async function usableSession(ctx: Ctx, token: string, demo: boolean): Promise<repository.SessionRow | null> {
  const found = await repository.findSession(ctx.actor, ctx.tx, tokenHash(token), ctx.now);
  return found && (demo || !found.demo) ? found : null;
}

/**
 * The session behind a cookie as far as reading tells: most requests of a session come soon after one another and have nothing to
 * write. `due` asks for {@link resumeSession}. `ctx` acts as system.
 */
export async function readSession(ctx: Ctx, token: string, demo: boolean): Promise<{ readonly found: repository.SessionRow | null; readonly due: boolean }> {
  const found = await usableSession(ctx, token, demo);
  return { found, due: found !== null && ctx.now.getTime() - found.seenAt.getTime() > TOUCH_MS };
}

/** The session behind a cookie, or `null` if it ended, expired or lay idle; notes that it was used. `ctx` acts as system. */
export async function resumeSession(ctx: Ctx, token: string, demo: boolean): Promise<repository.SessionRow | null> {
  const found = await usableSession(ctx, token, demo);
  if (!found) return null;
  if (isIdle(found.seenAt, ctx.now)) {
    await repository.endSession(ctx.actor, ctx.tx, tokenHash(token), ctx.now);
    return null;
  }
  if (ctx.now.getTime() - found.seenAt.getTime() > TOUCH_MS) await repository.touchSession(ctx.actor, ctx.tx, tokenHash(token), ctx.now);
  return found;
}

export async function closeSession(ctx: Ctx, token: string): Promise<void> {
  await repository.endSession(ctx.actor, ctx.tx, tokenHash(token), ctx.now);
}

/** Changes the own password and ends all other sessions. `ctx` acts as system for the account of `token`. */
export async function changeOwnPassword(ctx: Ctx, token: string, input: ChangePassword): Promise<void> {
  const session = await repository.findSession(ctx.actor, ctx.tx, tokenHash(token), ctx.now);
  if (!session) throw refuse('access.sign-in-needed', { status: 401 });
  if (!(await checkPassword(session.passwordHash, input.current))) throw refuse('access.wrong-password', { field: 'current' });
  if (input.next.toLowerCase().includes(session.login)) throw refuse('access.password-contains-login', { field: 'next' });
  await repository.setPassword(ctx.actor, ctx.tx, session.id, await hashPassword(input.next));
  await repository.endOtherSessions(ctx.actor, ctx.tx, session.id, tokenHash(token), ctx.now);
}

/** Makes an account; returns false if the login exists. System only. `passwordHash` spares hashing the same demo password many times. */
export async function addAccount(ctx: Ctx, account: NewAccount, options: { mustChange: boolean; passwordHash?: string }): Promise<boolean> {
  if (account.officeRef && !ctx.pack.slice(officesSlice).offices.some((o) => o.ref === account.officeRef)) throw refuse('access.unknown-office', { field: 'officeRef' });
  return repository.upsertAccount(ctx.actor, ctx.tx, {
    ...account, id: newId(ctx.now), passwordHash: options.passwordHash ?? (await hashPassword(account.password)), mustChange: options.mustChange, now: ctx.now,
  });
}

export async function getOffice(ctx: Ctx, id: string): Promise<Office> {
  const office = await repository.findOffice(ctx.actor, ctx.tx, id);
  if (!office) throw notFound();
  return office;
}

/** The window that receives the cases of a municipality. Refused if the municipality is unknown. */
export async function officeFor(ctx: Ctx, admin2: string): Promise<Office> {
  const place = ctx.pack.places.get(admin2);
  if (!place) throw refuse('access.unknown-municipality', { field: 'destinationAdmin2' });
  const office = await repository.findOfficeFor(ctx.actor, ctx.tx, admin2, place.admin1);
  if (!office) throw refuse('access.no-office', { field: 'destinationAdmin2' });
  return office;
}

export function listOffices(ctx: Ctx): Promise<Office[]> {
  return repository.listOffices(ctx.actor, ctx.tx);
}

/** An id that stays the same however often a pack is loaded. */
export function officeId(country: string, ref: string): string {
  const hex = createHash('sha256').update(`office\0${country}\0${ref}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Loads the offices of the pack, and tells of those that closed. System only. */
export async function loadOffices(ctx: Ctx): Promise<void> {
  const country = ctx.pack.code;
  const { offices, closed } = ctx.pack.slice(officesSlice);
  const gone = await repository.saveOffices(ctx.actor, ctx.tx, offices.map((o) => ({
    id: officeId(country, o.ref), country, kind: o.kind, ref: o.ref, nameEs: o.name.es, nameEn: o.name.en,
    organizationId: o.organizationId, admin2: o.admin2, territory: o.territory, derivedFrom: o.derivedFrom ?? null,
  })), closed.map((c) => ({ id: officeId(country, c.ref), followedBy: officeId(country, c.followedBy) })));
  for (const closedOffice of gone) await ctx.tell({ type: 'access.office-closed', officeId: closedOffice });
}

/** Demo sign-ins of the pack's country (no passwords). System only. */
export function demoAccounts(ctx: Ctx): ReturnType<typeof repository.listDemoAccounts> {
  return repository.listDemoAccounts(systemActor(ctx.pack.code), ctx.tx);
}

export async function setOwnLocale(ctx: Ctx, userId: string, locale: Actor['locale']): Promise<void> {
  await repository.setLocale(ctx.actor, ctx.tx, userId, locale);
}

/** Who opened or changed what is about these persons or cases, newest first. The caller has checked that the actor may see them. */
export function readersOf(ctx: Ctx, subjects: readonly string[]): Promise<AuditEntry[]> {
  return repository.listAuditAbout(ctx.actor, ctx.tx, subjects, 200);
}

/** The newest audit entries of the country, without content. */
export function recentAudit(ctx: Ctx): Promise<AuditEntry[]> {
  return repository.listAudit(ctx.actor, ctx.tx, 200);
}

/** Verifies the audit chains of the country of `ctx`. */
export async function verifyAudit(ctx: Ctx): Promise<AuditCheck> {
  const { entries, faults, heads } = await repository.checkChains(ctx.actor, ctx.tx);
  return { ok: faults.length === 0, entries, chains: heads, faults };
}

/** Display names of colleagues by account id, for "assigned to" and "recorded by". */
export function colleagueNames(ctx: Ctx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  return repository.findColleagueNames(ctx.actor, ctx.tx, [...new Set(ids.filter((id): id is string => id !== null))]);
}

/** Active colleagues of an office, to choose from when a case is assigned. */
export function colleaguesOf(ctx: Ctx, officeId: string): Promise<{ id: string; displayName: string; role: string }[]> {
  return repository.listColleagues(ctx.actor, ctx.tx, officeId);
}

/** Whether somebody else in the country could do what this role does. */
export function hasColleagueInRole(ctx: Ctx, role: Ctx['actor']['role']): Promise<boolean> {
  return repository.hasColleagueInRole(ctx.actor, ctx.tx, role);
}

/** Organizations for which somebody can sign in. System only. */
export function organizationsWithAccounts(ctx: Ctx): Promise<string[]> {
  return repository.listOrganizationsWithAccounts(ctx.actor, ctx.tx);
}
