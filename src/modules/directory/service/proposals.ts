import { colleagueNames } from '#access';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { completed, idOf, isHidden, namesOf, ownerOf } from '../entry-kinds.ts';
import * as entries from '../repository/entries.ts';
import * as proposals from '../repository/proposals.ts';
import { differences, onlyNarrows, same, settled, threeWay } from '../rules/difference.ts';
import type { ALL_EVIDENCE_KINDS, Entry, EntryKind, proposeSchema, publishSchema, ProposalView, Review } from '../schema/stewardship.ts';
import type { z } from 'zod';
import { checkedEntry } from './check-entry.ts';
import { publishConditions, reviewOfConditions } from './condition-proposals.ts';
import { putInForce } from './in-force.ts';
import { isOwn, mayPublish } from './may-publish.ts';
import { namesReferredTo } from './names.ts';
import { keepConfirmation } from './upkeep.ts';

/** Changes of the directory: proposed, looked at by somebody else, published, with what they started from. */

type Proposing = z.infer<typeof proposeSchema>;

/** Proposes a change of an entry, or a new one (base version 0). Changes nothing that is in force. */
export async function propose(ctx: Ctx, command: Proposing): Promise<{ proposalId: string }> {
  const { kind, entryId, baseVersion } = command;
  const { stands, base } = await startOf(ctx, command);
  refuseConditions(ctx, base, command.entry);
  const entry = await checkedEntry(ctx, kind, command.entry);
  if (idOf(entry) !== entryId) throw refuse('directory.id-stays', { field: 'entry.id' });
  refuseForeign(ctx, kind, entry, command.listed);
  const changes = differences(base, entry);
  const listed = { before: isListed(stands), after: command.listed };
  if (changes.length === 0 && listed.before === listed.after) throw refuse('directory.nothing-changed');
  await refuseHomeless(ctx, command);
  await refuseFlood(ctx);
  return keepProposal(ctx, {
    kind, entryId, baseVersion, base, entry, listed: command.listed, successorId: command.successorId, changes, confirms: command.confirms,
    narrows: onlyNarrows(changes, listed), reason: command.reason, evidenceKind: command.evidence.kind, evidence: command.evidence.text,
    organizationId: stands?.organizationId ?? ownerOf(kind, entry), hidden: isHidden(entry) || (stands?.hidden ?? false),
  });
}

const isListed = (stands: entries.EntryRow | null | undefined): boolean => stands?.listed ?? false;

/** What stands, and the version that whoever proposes has seen; neither for a new entry. */
async function startOf(ctx: Ctx, { kind, entryId, baseVersion }: Proposing): Promise<{ stands: entries.EntryRow | null; base: Entry | null }> {
  const stands = await entries.findKept(ctx.actor, ctx.tx, kind, entryId) ?? null;
  if (!stands && baseVersion > 0) throw notFound();
  if (stands && baseVersion === 0) throw refuse('directory.entry-exists', { field: 'entryId' });
  return { stands, base: stands ? await baseOf(ctx, kind, entryId, baseVersion) : null };
}

async function baseOf(ctx: Ctx, kind: EntryKind, entryId: string, version: number): Promise<Entry> {
  const base = await entries.findVersion(ctx.actor, ctx.tx, kind, entryId, version);
  if (!base) throw notFound();
  return completed(kind, base, null);
}

/** An organization proposes about what is its own, gives nothing away and takes nothing out of sight. */
function refuseForeign(ctx: Ctx, kind: EntryKind, entry: Entry, listed: boolean): void {
  if (ctx.actor.role === 'steward') return;
  if (ownerOf(kind, entry) !== ctx.actor.organizationId) throw refuse('directory.not-own-entry', { status: 403 });
  if (!listed) throw refuse('directory.steward-unlists', { field: 'listed' });
}

const CONDITIONS = ['criteria', 'needCriteria'] as const;
const isUnsaid = (value: unknown): boolean => same(value, null) || same(value, {});

/** For whom a service is, a steward says, also within a whole entry. */
function refuseConditions(ctx: Ctx, base: Entry | null, entry: Entry): void {
  if (ctx.actor.role === 'steward') return;
  const field = CONDITIONS.find((one) => !same(base?.[one], entry[one]) && !(isUnsaid(base?.[one]) && isUnsaid(entry[one])));
  if (field) throw refuse('directory.steward-writes-conditions', { field: `entry.${field}`, status: 403 });
}

/** An organization proposes so much at a time that a steward can look through it and that the words of others stay to be seen. */
const MOST_WAITING = 50;

async function refuseFlood(ctx: Ctx): Promise<void> {
  if (ctx.actor.role !== 'steward' && (await proposals.countWaitingOf(ctx.actor, ctx.tx)) >= MOST_WAITING) throw refuse('directory.too-many-waiting', { params: { max: MOST_WAITING } });
}

/** Nothing leads to what does not exist, and nobody is left without a roof. */
async function refuseHomeless(ctx: Ctx, { kind, entryId, listed, successorId }: Pick<Proposing, 'kind' | 'entryId' | 'listed' | 'successorId'>): Promise<void> {
  if (successorId !== null && (successorId === entryId || !(await entries.findKnown(ctx.actor, ctx.tx, kind, successorId)))) {
    throw refuse('directory.unknown-successor', { field: 'successorId' });
  }
  if (!listed && kind === 'organization' && (await entries.countListedOf(ctx.actor, ctx.tx, entryId)) > 0) throw refuse('directory.organization-has-entries', { field: 'listed' });
}

type Unsigned = Omit<proposals.NewProposal, 'id' | 'origin' | 'proposedBy'>;

async function keepProposal(ctx: Ctx, proposal: Unsigned): Promise<{ proposalId: string }> {
  const proposalId = newId(ctx.now);
  const origin = ctx.actor.role === 'steward' ? 'steward' as const : 'organization' as const;
  await proposals.addProposals(ctx.actor, ctx.tx, [{ ...proposal, id: proposalId, origin, proposedBy: ctx.actor.userId }], ctx.now);
  return { proposalId };
}

/** Proposes that an earlier version holds again; fields that did not exist then stay as they are. */
export async function restore(ctx: Ctx, kind: EntryKind, entryId: string, command: { version: number; reason: string }): Promise<{ proposalId: string }> {
  const stands = await entries.findKept(ctx.actor, ctx.tx, kind, entryId);
  const earlier = stands && await entries.findVersion(ctx.actor, ctx.tx, kind, entryId, command.version);
  if (!stands || !earlier) throw notFound();
  const base = completed(kind, stands.entry, null);
  const entry = await checkedEntry(ctx, kind, { ...base, ...earlier });
  const changes = differences(base, entry);
  if (changes.length === 0 && stands.listed) throw refuse('directory.nothing-changed');
  return keepProposal(ctx, {
    kind, entryId, baseVersion: stands.version, base, entry, listed: true, successorId: null, changes, confirms: false, narrows: onlyNarrows(changes, { before: stands.listed, after: true }),
    reason: command.reason, evidenceKind: 'history', evidence: String(command.version), organizationId: stands.organizationId, hidden: isHidden(entry) || stands.hidden,
  });
}

/** What would happen if it were published now. */
interface Standing {
  readonly stands: entries.EntryRow | undefined;
  readonly current: Entry | null;
  readonly met: ReturnType<typeof threeWay>;
}

async function standingOf(ctx: Ctx, p: proposals.ProposalRow, lock: boolean): Promise<Standing> {
  const stands = await entries.findKept(ctx.actor, ctx.tx, p.kind, p.entryId, lock);
  const current = stands ? completed(p.kind, stands.entry, null) : null;
  return { stands, current, met: threeWay(p.base, current, p.entry) };
}

/** One proposal with its effect on what is in force and what both sides changed. */
export async function review(ctx: Ctx, proposalId: string): Promise<Review> {
  const p = await proposals.findProposal(ctx.actor, ctx.tx, proposalId);
  if (!p) throw notFound();
  const [proposal] = await viewsOf(ctx, [p]);
  if (p.conditions) return { proposal: proposal!, ...await reviewOfConditions(ctx, p, p.conditions) };
  const { stands, current, met } = await standingOf(ctx, p, false);
  const effect = differences(current, met.merged);
  const { may, alone } = await mayPublish(ctx, p, effect, stands?.listed ?? false);
  const names = { ...(current ? await namesReferredTo(ctx, current) : {}), ...await namesReferredTo(ctx, p.entry) };
  return { proposal: proposal!, version: stands?.version ?? 0, effect, conflicts: [...met.conflicts], mayPublish: may, alone, names, held: null };
}

/** A proposal that still waits, held until the transaction ends. */
async function waiting(ctx: Ctx, proposalId: string): Promise<proposals.ProposalRow> {
  if (!(await proposals.findProposal(ctx.actor, ctx.tx, proposalId))) throw notFound();
  const held = await proposals.lockWaiting(ctx.actor, ctx.tx, proposalId);
  if (!held) throw refuse('directory.proposal-decided', { status: 409 });
  return held;
}

const NOTHING = { version: 0, confirmedOn: null };

/** Puts a proposal in force on top of what holds now. Somebody else's, unless nobody else could or it only shows less. */
export async function publish(ctx: Ctx, proposalId: string, { choices, note }: z.infer<typeof publishSchema>): Promise<{ version: number }> {
  const p = await waiting(ctx, proposalId);
  if (p.conditions) return publishConditions(ctx, p, { conditions: p.conditions, choice: choices['criteria'], note });
  const { stands, current, met } = await standingOf(ctx, p, true);
  const decided = settled(met, choices);
  if (!decided) throw refuse('directory.conflict-open', { status: 409, params: { fields: met.conflicts.map((c) => c.field).join(', ') } });
  const changes = differences(current, decided);
  const wasListed = isListed(stands);
  if (!(await mayPublish(ctx, p, changes, wasListed)).may) throw refuse(p.origin === 'link' ? 'directory.own-link' : 'directory.own-proposal', { status: 403 });
  if (stands && changes.length === 0 && wasListed === p.listed) return takeNoted(ctx, p, stands, note);
  const entry = await checkedEntry(ctx, p.kind, decided);
  await refuseHomeless(ctx, p);
  const before = stands ?? NOTHING;
  const version = before.version + 1;
  await proposals.decideProposal(ctx.actor, ctx.tx, p.id, { state: 'published', note: note || null }, ctx.now);
  await putInForce(ctx, { kind: p.kind, id: p.entryId, entry, version, listed: p.listed, successorId: p.successorId, confirms: p.confirms }, {
    proposalId: p.id, origin: p.origin, unreviewed: isOwn(ctx, p), changes, reason: p.reason, wasListed, confirmedOn: before.confirmedOn,
  });
  return { version };
}

/** Nothing is left to change (somebody did already, or only words were sent): it is answered, and no version is made of it. */
async function takeNoted(ctx: Ctx, p: proposals.ProposalRow, stands: entries.EntryRow, note: string): Promise<{ version: number }> {
  await proposals.decideProposal(ctx.actor, ctx.tx, p.id, { state: 'published', note: note || null }, ctx.now);
  if (p.confirms) await keepConfirmation(ctx, stands);
  return { version: stands.version };
}

/** Says what is missing; whoever proposed may propose anew. */
export function sendBack(ctx: Ctx, proposalId: string, note: string): Promise<void> {
  return decide(ctx, proposalId, 'sentBack', note);
}

/** Takes an own proposal back. */
export function withdraw(ctx: Ctx, proposalId: string): Promise<void> {
  return decide(ctx, proposalId, 'withdrawn', null);
}

async function decide(ctx: Ctx, proposalId: string, state: 'sentBack' | 'withdrawn', note: string | null): Promise<void> {
  const p = await waiting(ctx, proposalId);
  if (state === 'withdrawn' && p.proposedBy !== ctx.actor.userId) throw notFound();
  if (!(await proposals.decideProposal(ctx.actor, ctx.tx, p.id, { state, note }, ctx.now))) throw refuse('directory.proposal-decided', { status: 409 });
}

/** Proposals as a screen shows them. */
export async function viewsOf(ctx: Ctx, rows: readonly proposals.ProposalRow[]): Promise<ProposalView[]> {
  const names = await colleagueNames(ctx, rows.flatMap((row) => [row.proposedBy, row.decidedBy]));
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));
  return rows.map((p) => ({
    ...namesOf(p.entry), id: p.id, kind: p.kind, entryId: p.entryId, baseVersion: p.baseVersion, entry: p.entry, listed: p.listed, successorId: p.successorId,
    changes: p.changes, narrows: p.narrows, confirms: p.confirms, reason: p.reason,
    evidence: { kind: p.evidenceKind as (typeof ALL_EVIDENCE_KINDS)[number], text: p.evidence }, origin: p.origin,
    proposedBy: nameOf(p.proposedBy), own: p.proposedBy === ctx.actor.userId, proposedAt: p.proposedAt.toISOString(), state: p.state,
    decidedBy: nameOf(p.decidedBy), decidedAt: p.decidedAt?.toISOString() ?? null, note: p.note, conditions: p.conditions,
  }));
}

/** Everything that waits for a steward, and what came back to the actor. */
export async function openProposals(ctx: Ctx): Promise<ProposalView[]> {
  return viewsOf(ctx, await proposals.listOpenProposals(ctx.actor, ctx.tx));
}
