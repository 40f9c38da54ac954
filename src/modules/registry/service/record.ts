/** What every command about one person needs: the row, if it may be seen, the formats of its numbers, and its keys written anew. */
import { notFound } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { registrySlice } from '../pack.ts';
import * as repository from '../repository/people.ts';
import type { NumberFormat } from '../rules/numbers.ts';
import type { AdviceSetting } from '../rules/paper-advice.ts';
import type { DocumentType } from '../schema.ts';
import { indexPeople } from './index-people.ts';

/** The format of a document type's numbers, for papers that this country issues. */
export function formatsOf(ctx: Ctx): (type: string, country?: string) => NumberFormat | undefined {
  const { numbers } = ctx.pack.slice(registrySlice);
  return (type, country = ctx.pack.code) => (country === ctx.pack.code ? numbers[type as DocumentType] : undefined);
}

/** What this country says about its own papers and places; about those of another it says nothing. */
export function adviceSetting(ctx: Ctx): AdviceSetting {
  const { documents } = ctx.pack.slice(registrySlice);
  const { places, code } = ctx.pack;
  return {
    country: code,
    formatOf: formatsOf(ctx),
    validYears: (type, issuer = code) => (issuer === code ? documents.find((d) => d.type === type)?.validYears : undefined),
    admin1Of: (admin2) => places.get(admin2)?.admin1,
    admin1Name: (admin1) => places.admin1Get(admin1)?.name,
  };
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
