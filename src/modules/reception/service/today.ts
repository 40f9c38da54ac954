import { dayIn } from '#kernel/dates';
import type { Ctx } from '#platform/context';

/** The office's today. */
export function today(ctx: Ctx): string {
  return dayIn(ctx.pack.info.timeZone, ctx.now);
}
