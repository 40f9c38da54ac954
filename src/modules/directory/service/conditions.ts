import type { Ctx } from '#platform/context';
import * as criteria from '../criteria-repository.ts';
import { ruleOn } from '../criteria-versions.ts';
import { same } from '../rules/difference.ts';
import type { Service } from '../schema.ts';
import type { FieldChange } from '../schema/stewardship.ts';
import { todayOf } from './upkeep.ts';

/** What the versions of conditions hold of a reason. */
const LONGEST = 600;
const CONDITIONS: ReadonlySet<string> = new Set(['criteria', 'needCriteria']);

/**
 * Brings the conditions of a published entry in force from today, so that what was published is what judges; days before
 * stay judged by what held then. A service that has no version yet gets its first, whatever was changed.
 */
export async function putConditionsInForce(ctx: Ctx, service: Pick<Service, 'id' | 'criteria' | 'needCriteria'>, changes: readonly FieldChange[], by: { readonly proposalId: string; readonly reason: string }): Promise<void> {
  await criteria.lockVersions(ctx.actor, ctx.tx, service.id);
  const versions = await criteria.versionsOf(ctx.actor, ctx.tx, service.id);
  const held = ruleOn(versions, todayOf(ctx));
  const changed = changes.some(({ field }) => CONDITIONS.has(field));
  if (held && (!changed || (same(held.criteria, service.criteria) && same(held.needCriteria, service.needCriteria)))) return;
  await criteria.addVersion(ctx.actor, ctx.tx, {
    serviceId: service.id, version: (versions[0]?.version ?? 0) + 1, source: 'steward', from: todayOf(ctx), until: null,
    criteria: service.criteria, needCriteria: service.needCriteria, reason: by.reason.slice(0, LONGEST), proposalId: by.proposalId, at: ctx.now,
  });
}
