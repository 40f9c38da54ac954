import { createHash } from 'node:crypto';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { entriesOf, completed, isHidden, ownerOf, packOf } from '../entry-kinds.ts';
import { directorySlice, upkeepSlice } from '../pack.ts';
import * as entries from '../repository/entries.ts';
import * as proposals from '../repository/proposals.ts';
import * as criteriaRepository from '../criteria-repository.ts';
import * as repository from '../repository.ts';
import { differences } from '../rules/difference.ts';
import { confirmBy } from '../rules/freshness.ts';
import { planLoad, type LoadPlan, type SourceProposal, type Standing } from '../rules/load.ts';
import type { Entry } from '../schema/stewardship.ts';
import { todayOf } from './upkeep.ts';

/** Changes when what is kept beside a loaded pack changes, so that a pack that was loaded before is looked at again. */
const FORM = 'stewardship-1';

/**
 * Loads the directory of the pack; does nothing when it is loaded already. What a steward published stays: where the source
 * says something new about it, that becomes a proposal. System only.
 */
export async function loadDirectory(ctx: Ctx): Promise<void> {
  const pack = ctx.pack.slice(directorySlice);
  const hash = createHash('sha256').update(FORM).update(JSON.stringify(pack)).digest('hex');
  if ((await repository.loadedHash(ctx.actor, ctx.tx)) === hash) return;
  const standing = await entries.listStanding(ctx.actor, ctx.tx);
  const plan = planLoad(entriesOf(pack), standing);
  const whole = plan.inForce.map(({ kind, entry }) => ({ kind, entry: completed(kind, entry, null) }));
  await repository.saveDirectory(ctx.actor, ctx.tx, packOf(pack, whole), hash, ctx.now);
  // Of what a steward keeps the source proposes, also its conditions: they judge when somebody publishes them.
  const kept = new Set(standing.filter((s) => s.kind === 'service' && s.kept).map((s) => s.id));
  await criteriaRepository.addPackVersions(ctx.actor, ctx.tx, { ...pack, services: pack.services.filter(({ id }) => !kept.has(id)) }, todayOf(ctx), ctx.now);
  await keepPlan(ctx, plan, new Map(standing.map((s) => [`${s.kind} ${s.id}`, s])));
}

async function keepPlan(ctx: Ctx, plan: LoadPlan, standing: ReadonlyMap<string, Standing>): Promise<void> {
  const rule = ctx.pack.slice(upkeepSlice);
  const today = todayOf(ctx);
  await entries.addVersions(ctx.actor, ctx.tx, plan.versions.map(({ kind, id, version, entry, listed }) => ({
    kind, id, version, entry, listed, organizationId: ownerOf(kind, entry), hidden: isHidden(entry), origin: 'source' as const, proposalId: null, publishedBy: null,
    unreviewed: false, kept: false, successorId: null, confirmBy: confirmBy(rule, kind, entry, { confirmedOn: null, today }),
  })), ctx.now);
  await entries.setSources(ctx.actor, ctx.tx, plan.sources);
  await proposals.withdrawOfSource(ctx.actor, ctx.tx, plan.sources, ctx.now);
  await proposals.addProposals(ctx.actor, ctx.tx, plan.proposals.map((p) => ofSource(ctx, p, standing.get(`${p.kind} ${p.id}`))), ctx.now);
}

function ofSource(ctx: Ctx, { kind, id, base, entry, listed }: SourceProposal, stands: Standing | undefined): proposals.NewProposal {
  const inForce: Entry = stands?.entry ?? entry;
  return {
    id: newId(ctx.now), kind, entryId: id, organizationId: ownerOf(kind, inForce), hidden: isHidden(inForce) || isHidden(entry), baseVersion: stands?.version ?? 0, base, entry,
    listed, successorId: null, changes: differences(base, entry), narrows: false, confirms: false,
    reason: listed ? 'source-changed' : 'source-gone',
    evidenceKind: 'source', evidence: '', origin: 'source', proposedBy: null,
  };
}
