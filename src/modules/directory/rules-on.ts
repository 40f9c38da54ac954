/** The conditions that hold for services on a day. */
import type { PlainDate } from '#kernel/dates';
import type { Ctx } from '#platform/context';
import * as repository from './criteria-repository.ts';
import { ruleOn, withRules } from './criteria-versions.ts';
import type { Service } from './schema.ts';

/** Services with the conditions that hold on a day. */
export async function withRulesOn(ctx: Ctx, services: readonly Service[], day: PlainDate): Promise<Service[]> {
  const rules = await repository.versionsOn(ctx.actor, ctx.tx, day, services.length === 1 ? services.map((s) => s.id) : null);
  const byService = Map.groupBy(rules, (one) => one.serviceId);
  return withRules(services, new Map([...byService].map(([id, versions]) => [id, ruleOn(versions, day)!])));
}
