/** What every command about one person needs: the row, if it may be seen, the formats of its numbers, and its keys written anew. */
import { notFound } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { registrySlice } from '../pack.ts';
import * as repository from '../repository/people.ts';
import type { NumberFormat } from '../rules/numbers.ts';
import type { DocumentType } from '../schema.ts';
import { indexPeople } from './index-people.ts';

/** The format of a document type's numbers, for papers that this country issues. */
export function formatsOf(ctx: Ctx): (type: string, country?: string) => NumberFormat | undefined {
  const { numbers } = ctx.pack.slice(registrySlice);
  return (type, country = ctx.pack.code) => (country === ctx.pack.code ? numbers[type as DocumentType] : undefined);
}

/** The person, or *not found*. */
export async function findOrThrow(ctx: Ctx, personId: string): Promise<repository.PersonRow> {
  const person = await repository.findPerson(ctx.actor, ctx.tx, personId);
  if (!person) throw notFound();
  return person;
}

/** Writes what finds the person anew from what is stored now. */
export async function indexPerson(ctx: Ctx, personId: string): Promise<void> {
  await indexPeople(ctx, [personId]);
}
