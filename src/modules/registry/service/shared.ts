import type { z } from 'zod';
import { getOffice, type Office } from '#access';
import { dayIn, type PlainDate } from '#kernel/dates';
import { Refused, type Problem } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { shapeProblems } from '#platform/http/problems';

/** Today in the zone of the country. */
export function today(ctx: Ctx): PlainDate {
  return dayIn(ctx.pack.info.timeZone, ctx.now);
}

/** A command as its schema shapes it, whoever sends it: route, import or another room. */
export function shaped<T extends z.ZodType>(schema: T, value: z.input<T>): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw shapeProblems(parsed.error);
  return parsed.data;
}

/** Refuses if there is any problem. */
export function refuseIf(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refused(problems);
}

/** Name of a municipality of the pack, if it knows it. */
export function placeName(ctx: Ctx, admin2: string | null): string | null {
  const place = admin2 ? ctx.pack.places.get(admin2) : undefined;
  return place ? `${place.name}, ${place.admin1Name}` : null;
}

/** What an office is called, in the language of the actor. */
export const officeName = (ctx: Ctx, office: Office): string => (ctx.actor.locale === 'en' ? office.nameEn : office.nameEs);

/** Offices by id, in the language of the actor. */
export async function officeNames(ctx: Ctx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(ids)) if (id !== null) names.set(id, officeName(ctx, await getOffice(ctx, id)));
  return names;
}
