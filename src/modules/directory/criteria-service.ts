/** Versions of the conditions of a service: reading their history, and adding one. */
import { colleagueNames } from '#access';
import { Refused, refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { no } from '#kernel/result';
import * as repository from './criteria-repository.ts';
import { readAllCriteria } from './criteria-rules.ts';
import type { CriteriaHistory, NewCriteria } from './criteria-schema.ts';
import { periodProblems, ruleOn } from './criteria-versions.ts';
import { getService, placeNames, today } from './service.ts';
import type { Service } from './schema.ts';

/** Every version of the conditions of a service, newest first. */
export async function criteriaHistory(ctx: Ctx, serviceId: string): Promise<CriteriaHistory> {
  await getService(ctx, serviceId);
  const rows = await repository.versionsOf(ctx.actor, ctx.tx, serviceId);
  const held = ruleOn(rows, today(ctx));
  const names = await colleagueNames(ctx, rows.map((row) => row.by));
  return {
    serviceId,
    versions: rows.map(({ version, source, from, until, criteria, needCriteria, reason, by, at }) => ({
      version, source, from, until, criteria, needCriteria, reason, by: by && (names.get(by) ?? null), at: at.toISOString(), inForce: version === held?.version,
    })),
    placeNames: Object.assign({}, ...rows.map((row) => placeNames(ctx, row.criteria))) as Record<string, string>,
  };
}

/** Adds a version that holds from a day on. Who judged by the ones before stays judged by them. */
export async function saveCriteria(ctx: Ctx, serviceId: string, command: NewCriteria): Promise<{ version: number }> {
  const service = await getService(ctx, serviceId);
  await repository.lockVersions(ctx.actor, ctx.tx, serviceId);
  const versions = await repository.versionsOf(ctx.actor, ctx.tx, serviceId);
  const newest = versions[0]?.version ?? 0;
  if (newest !== command.basedOn) throw refuse('directory.criteria-changed', { field: 'basedOn', status: 409 });
  const { from, until, reason } = command;
  const needCriteria = ruleOn(versions, from)?.needCriteria ?? service.needCriteria;
  const criteria = command.criteria as Service['criteria'];
  const read = criteria === null ? no({ code: 'directory.criteria-not-criteria', field: 'criteria', params: { at: '0' } }) : readAllCriteria({ ...service, criteria, needCriteria });
  const problems = [...(read.ok ? [] : read.problems), ...periodProblems(from, until, today(ctx))];
  if (problems.length > 0) throw new Refused(problems);
  await repository.addVersion(ctx.actor, ctx.tx, {
    serviceId, version: newest + 1, source: 'steward', from, until, criteria, needCriteria, reason, at: ctx.now,
  });
  return { version: newest + 1 };
}

