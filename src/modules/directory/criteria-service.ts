/** The conditions of a service: every version, and what is proposed about them. */
import { colleagueNames } from '#access';
import type { Ctx } from '#platform/context';
import * as repository from './criteria-repository.ts';
import type { CriteriaHistory, WaitingCriteria } from './criteria-schema.ts';
import { ruleOn } from './criteria-versions.ts';
import { listOpenConditions, type ProposalRow } from './repository/proposals.ts';
import { getService, placeNames, today } from './service.ts';
import type { Service } from './schema.ts';

interface Spoken { readonly criteria: unknown; readonly needCriteria: Readonly<Record<string, unknown>> }

/** Every version of the conditions of a service, newest first, and for stewards what is proposed. */
export async function criteriaHistory(ctx: Ctx, serviceId: string): Promise<CriteriaHistory> {
  await getService(ctx, serviceId);
  const rows = await repository.versionsOf(ctx.actor, ctx.tx, serviceId);
  const open = ctx.actor.role === 'steward' ? await listOpenConditions(ctx.actor, ctx.tx, serviceId) : [];
  const held = ruleOn(rows, today(ctx));
  const names = await colleagueNames(ctx, [...rows.flatMap((row) => [row.by, row.publishedBy]), ...open.map((p) => p.proposedBy)]);
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));
  const spoken: Spoken[] = [...rows, ...open.map((p) => p.conditions!)];
  return {
    serviceId,
    versions: rows.map(({ version, source, from, until, criteria, needCriteria, reason, by, publishedBy, at }) => ({
      version, source, from, until, criteria, needCriteria, reason, by: nameOf(by), publishedBy: nameOf(publishedBy), unreviewed: publishedBy !== null && publishedBy === by,
      at: at.toISOString(), inForce: version === held?.version,
    })),
    waiting: open.map((p) => waitingOf(ctx, p, nameOf(p.proposedBy))),
    placeNames: Object.assign({}, ...spoken.flatMap(({ criteria, needCriteria }) => [criteria, ...Object.values(needCriteria)]).map((one) => placeNames(ctx, one as Service['criteria']))) as Record<string, string>,
  };
}

function waitingOf(ctx: Ctx, p: ProposalRow, by: string | null): WaitingCriteria {
  const { criteria, needCriteria, from, until } = p.conditions!;
  return { proposalId: p.id, state: p.state, criteria, needCriteria, from, until, reason: p.reason, by, own: p.proposedBy === ctx.actor.userId, at: p.proposedAt.toISOString(), note: p.note };
}
