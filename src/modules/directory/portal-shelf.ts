import { dayIn } from '#kernel/dates';
import type { Ctx } from '#platform/context';
import type { Pack } from '#platform/country';
import { publicId } from './portal-paths.ts';
import { papersTold } from './repository/paper-reports.ts';
import * as repository from './repository.ts';
import type { DocumentType, ServiceCardParts } from './schema.ts';
import { documentTypes, findServices, withNames } from './service.ts';

/** What the public pages read on every request, kept in memory until the directory or the day changes. */

export interface PublicShelf {
  /** Every service that anybody may see. */
  readonly services: readonly ServiceCardParts[];
  readonly byId: ReadonlyMap<string, ServiceCardParts>;
  /** Ids behind names of addresses that are not ids themselves. */
  readonly idsBehind: ReadonlyMap<string, string>;
  readonly documents: readonly DocumentType[];
  readonly documentsById: ReadonlyMap<string, DocumentType>;
}

const EVERYTHING = 20_000;
const shelves = new WeakMap<Pack, { readonly key: string; readonly shelf: PublicShelf }>();

/** Changes whenever a public page may say something else: with the directory, with what is reported of papers, and with the day. */
export async function publicVersion(ctx: Ctx): Promise<string> {
  const [version, told] = await Promise.all([repository.directoryVersion(ctx.actor, ctx.tx), papersTold(ctx.actor, ctx.tx)]);
  return `${ctx.actor.country}/${version}/${told}/${dayIn(ctx.pack.info.timeZone, ctx.now)}`;
}

/** The shelf of a request: asked for in several places, looked up once. */
const ofRequest = new WeakMap<Ctx, Promise<PublicShelf>>();

export function publicShelf(ctx: Ctx): Promise<PublicShelf> {
  const known = ofRequest.get(ctx);
  if (known) return known;
  const found = shelfNow(ctx);
  ofRequest.set(ctx, found);
  return found;
}

/** The shelf of the country. Only what "anybody" may see is kept: whoever may see more is served from the tables. */
async function shelfNow(ctx: Ctx): Promise<PublicShelf> {
  if (ctx.actor.role !== 'public') return filled(ctx);
  const key = await publicVersion(ctx);
  const kept = shelves.get(ctx.pack);
  if (kept?.key === key) return kept.shelf;
  const shelf = await filled(ctx);
  shelves.set(ctx.pack, { key, shelf });
  return shelf;
}

async function filled(ctx: Ctx): Promise<PublicShelf> {
  const services = await withNames(ctx, await findServices(ctx, { limit: EVERYTHING }));
  const documents = await documentTypes(ctx);
  const called = [...services.map(({ service }) => service.id), ...documents.map((d) => d.id)].map((id) => [publicId(id), id] as const);
  return {
    idsBehind: new Map(called.filter(([name, id]) => name !== id)),
    services, byId: new Map(services.map((parts) => [parts.service.id, parts])), documents, documentsById: new Map(documents.map((d) => [d.id, d])),
  };
}

/** The id of an entry by its name in a public address. */
export async function idBehind(ctx: Ctx, name: string): Promise<string> {
  return (await publicShelf(ctx)).idsBehind.get(name) ?? name;
}
