import { Refused, notFound, refuse, type Problem } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import * as criteria from '../criteria-repository.ts';
import { readAllCriteria } from '../criteria-rules.ts';
import type { NewCriteria } from '../criteria-schema.ts';
import { periodProblems, ruleOn, type Rules } from '../criteria-versions.ts';
import { completed } from '../entry-kinds.ts';
import * as entries from '../repository/entries.ts';
import * as proposals from '../repository/proposals.ts';
import * as repository from '../repository.ts';
import { conditionChanges, firstDay, wereOvertaken } from '../rules/conditions.ts';
import type { Service } from '../schema.ts';
import type { ProposedConditions, Review } from '../schema/stewardship.ts';
import { getService, placeNames } from '../service.ts';
import { mayPublish } from './may-publish.ts';
import { todayOf } from './upkeep.ts';

/** Conditions of a service with days of their own: proposed and published as every change of the directory, and then a version. */

/** Conditions that nobody could meet, that leave a group out, or that name a need which the service does not answer. */
function faultsOf(service: Service, { criteria: wanted, needCriteria }: Pick<ProposedConditions, 'criteria' | 'needCriteria'>): Problem[] {
  if (wanted === null) return [{ code: 'directory.criteria-not-criteria', field: 'criteria', params: { at: '0' } }];
  const foreign = Object.keys(needCriteria).filter((need) => !service.serviceTypes.includes(need));
  if (foreign.length > 0) return foreign.map((id) => ({ code: 'directory.unknown-need', field: 'needCriteria', params: { id } }));
  const read = readAllCriteria({ ...service, criteria: wanted, needCriteria });
  return read.ok ? [] : [...read.problems];
}

/** Proposes conditions that shall hold from a day on. Changes nothing that is in force. */
export async function proposeConditions(ctx: Ctx, serviceId: string, command: NewCriteria): Promise<{ proposalId: string }> {
  const service = await getService(ctx, serviceId);
  const versions = await criteria.versionsOf(ctx.actor, ctx.tx, serviceId);
  if ((versions[0]?.version ?? 0) !== command.basedOn) throw refuse('directory.criteria-changed', { field: 'basedOn', status: 409 });
  const { basedOn, from, until, reason, evidence } = command;
  const held = ruleOn(versions, from);
  const wanted: ProposedConditions = { basedOn, criteria: command.criteria, needCriteria: command.needCriteria ?? held?.needCriteria ?? service.needCriteria, from, until };
  const problems = [...faultsOf(service, wanted), ...periodProblems(from, until, todayOf(ctx))];
  if (problems.length > 0) throw new Refused(problems);
  const changes = conditionChanges(held, wanted);
  if (changes.length === 0) throw refuse('directory.nothing-changed');
  const stands = await entries.findKept(ctx.actor, ctx.tx, 'service', serviceId);
  if (!stands) throw notFound();
  const entry = completed('service', stands.entry, null);
  const proposalId = newId(ctx.now);
  await proposals.addProposals(ctx.actor, ctx.tx, [{
    id: proposalId, kind: 'service', entryId: serviceId, organizationId: stands.organizationId, hidden: stands.hidden, baseVersion: stands.version, base: entry, entry, listed: true,
    successorId: stands.successorId, changes, narrows: false, confirms: false, reason, evidenceKind: evidence.kind, evidence: evidence.text, origin: 'steward',
    proposedBy: ctx.actor.userId, conditions: wanted,
  }], ctx.now);
  return { proposalId };
}

interface Standing {
  readonly service: Service;
  readonly newest: number;
  /** The conditions as they would come into force now. */
  readonly wanted: ProposedConditions;
  /** What would hold on their first day without them. */
  readonly held: Rules | undefined;
  readonly effect: Review['effect'];
  readonly conflicts: Review['conflicts'];
}

async function standingOf(ctx: Ctx, p: proposals.ProposalRow, proposed: ProposedConditions): Promise<Standing> {
  const service = await getService(ctx, p.entryId);
  const versions = await criteria.versionsOf(ctx.actor, ctx.tx, p.entryId);
  const newest = versions[0]?.version ?? 0;
  const wanted = { ...proposed, from: firstDay(proposed, todayOf(ctx)) };
  const held = ruleOn(versions, wanted.from);
  const effect = conditionChanges(held, wanted);
  const began = versions.find((one) => one.version === proposed.basedOn);
  const overtaken = wereOvertaken(proposed, newest) && effect.length > 0;
  return { service, newest, wanted, held, effect, conflicts: overtaken ? [{ field: 'criteria', base: began?.criteria ?? null, current: held?.criteria ?? null, wanted: wanted.criteria }] : [] };
}

/** What publishing proposed conditions would do now. Once they are decided: what was proposed, as it was. */
export async function reviewOfConditions(ctx: Ctx, p: proposals.ProposalRow, proposed: ProposedConditions): Promise<Omit<Review, 'proposal' | 'names'> & { names: Record<string, string> }> {
  // A service that was taken out of sight meanwhile: what was proposed is read, and nobody can publish it.
  if (!(await repository.findService(ctx.actor, ctx.tx, p.entryId))) return { version: p.baseVersion, effect: p.changes, conflicts: [], mayPublish: false, alone: false, names: {}, held: null };
  const { held, wanted, effect, conflicts } = await standingOf(ctx, p, proposed);
  const { may, alone } = await mayPublish(ctx, p, effect, true);
  const { version, criteria: before, needCriteria, from, until } = held ?? NOTHING_HELD;
  const spoken = [proposed.criteria, ...Object.values(proposed.needCriteria), before, ...Object.values(needCriteria)];
  return {
    version: p.baseVersion, effect, conflicts: p.state === 'waiting' ? conflicts : [], mayPublish: may, alone,
    names: Object.assign({}, ...spoken.map((one) => placeNames(ctx, one as Service['criteria']))) as Record<string, string>,
    held: { version, criteria: before, needCriteria, from, until, wouldHoldFrom: wanted.from },
  };
}

const NOTHING_HELD = { version: null, criteria: null, needCriteria: {}, from: null, until: null };

/** Puts proposed conditions in force from their day on, as one more version; days before stay judged by what held then. */
export async function publishConditions(ctx: Ctx, p: proposals.ProposalRow, { conditions, choice, note }: { conditions: ProposedConditions; choice: 'current' | 'wanted' | undefined; note: string }): Promise<{ version: number }> {
  await criteria.lockVersions(ctx.actor, ctx.tx, p.entryId);
  const { service, newest, wanted, effect, conflicts } = await standingOf(ctx, p, conditions);
  if (conflicts.length > 0 && choice === undefined) throw refuse('directory.conflict-open', { status: 409, params: { fields: 'criteria' } });
  if (!(await mayPublish(ctx, p, effect, true)).may) throw refuse('directory.own-proposal', { status: 403 });
  const decided = { state: 'published' as const, note: note || null };
  if (effect.length === 0 || (conflicts.length > 0 && choice === 'current')) {
    // What stands stays: it is answered, and no version is made of it.
    await proposals.decideProposal(ctx.actor, ctx.tx, p.id, decided, ctx.now);
    return { version: newest };
  }
  const problems = [...faultsOf(service, wanted), ...periodProblems(wanted.from, wanted.until, todayOf(ctx))];
  if (problems.length > 0) throw new Refused(problems);
  await proposals.decideProposal(ctx.actor, ctx.tx, p.id, decided, ctx.now);
  await criteria.addVersion(ctx.actor, ctx.tx, {
    serviceId: p.entryId, version: newest + 1, source: 'steward', from: wanted.from, until: wanted.until, criteria: wanted.criteria as Service['criteria'],
    needCriteria: wanted.needCriteria, reason: p.reason, proposalId: p.id, at: ctx.now,
  });
  return { version: newest + 1 };
}
