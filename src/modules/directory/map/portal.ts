import { notFound } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { FAMILIES, portalPath, publicId } from '../portal-paths.ts';
import { addressOf, impersonal, localeOf, readPortalQuery, type PortalQuery } from '../portal-query.ts';
import type { Choice, LinkTo, Say } from '../portal-screens/models.ts';
import type { MapDrawing, MapEntry, MapModel } from '../portal-screens/map-models.ts';
import { publicShelf } from '../portal-shelf.ts';
import { publicName } from '../portal-words.ts';
import type { Reach, ServiceCardParts } from '../schema.ts';
import { needCatalog } from '../service.ts';
import { areaPath, bordersPath, edgePath } from './outline.ts';
import { mapOf } from './pack.ts';
import type { MapSheet } from './schema.ts';

/** Where services are, as a drawing and as a list that says the same. */

/** Inner borders longer than this are left out: the page stays within 30 KB, and the list names every municipality. */
const LONGEST_BORDERS = 9_000;

interface Paths {
  readonly edge: string;
  readonly borders: string;
  readonly areas: ReadonlyMap<string, string>;
}

const drawn = new WeakMap<MapSheet, Paths>();

function pathsOf(sheet: MapSheet): Paths {
  const kept = drawn.get(sheet);
  if (kept) return kept;
  const borders = bordersPath(sheet);
  const paths = { edge: edgePath(sheet), borders: borders.length > LONGEST_BORDERS ? '' : borders, areas: new Map(sheet.areas.map((area) => [area.id, areaPath(sheet, area)])) };
  drawn.set(sheet, paths);
  return paths;
}

/** A service that may be pointed to: open to the public, with a name for everybody, and no place to hide. */
interface Shown {
  readonly parts: ServiceCardParts;
  readonly link: LinkTo;
}

async function shownServices(ctx: Ctx, query: PortalQuery): Promise<Shown[]> {
  const locale = localeOf(query);
  const family = FAMILIES.find((f) => f === query.f);
  const codes = new Set(needCatalog(ctx).filter((n) => n.personal && (family === undefined || n.family === family)).map((n) => n.code));
  const { services } = await publicShelf(ctx);
  const open = services.filter(({ service: s }) => s.matchable && !s.confidentialLocation && s.serviceTypes.some((type) => codes.has(type)));
  const named = open.map((parts) => ({
    parts, link: { href: addressOf(portalPath(ctx, `/servicio/${publicId(parts.service.id)}`), readPortalQuery({ lang: query.lang })), label: publicName(parts, locale) },
  }));
  return named.filter(({ link }) => link.label !== '').sort((a, b) => a.link.label.localeCompare(b.link.label, locale));
}

const inDepartment = (shown: readonly Shown[], id: string): Shown[] => shown.filter(({ parts }) => parts.places.some((p) => p.admin1 === id));
const inMunicipality = (shown: readonly Shown[], id: string): Shown[] => shown.filter(({ parts }) => parts.places.some((p) => p.admin2 === id));
const reaching = (shown: readonly Shown[], reach: Reach): LinkTo[] => shown.filter(({ parts }) => parts.places.some((p) => p.reach === reach && p.admin1 === null)).map(({ link }) => link);

function drawingOf(sheet: MapSheet | undefined, entries: readonly MapEntry[], everyArea: boolean): MapDrawing | null {
  if (!sheet) return null;
  const paths = pathsOf(sheet);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const areas = sheet.areas.flatMap((area) => {
    const entry = byId.get(area.id);
    if (!entry && !everyArea) return [];
    return [{ id: area.id, name: entry?.name ?? '', path: paths.areas.get(area.id) ?? '', x: area.x, y: area.y, count: entry?.count ?? 0, href: entry?.href ?? null }];
  });
  // Where every area is drawn, its own line is the border.
  return { width: sheet.width, height: sheet.height, edge: everyArea ? '' : paths.edge, borders: everyArea ? '' : paths.borders, areas };
}

function familyChoices(ctx: Ctx, query: PortalQuery, t: Say): Choice[] {
  const personal = new Set(needCatalog(ctx).filter((n) => n.personal).map((n) => n.family));
  return FAMILIES.filter((f) => personal.has(f)).map((value) => ({ value, label: t(`portal.family.${value}`), chosen: query.f === value }));
}

const plain = (query: PortalQuery): PortalQuery => ({ ...impersonal(query), m: '', d: '', lugar: '' });

/** The map of a country by departments. */
export async function portalMap(ctx: Ctx, query: PortalQuery): Promise<MapModel> {
  const t = serverText(localeOf(query));
  const shown = await shownServices(ctx, query);
  const entries = ctx.pack.places.admin1.map((department): MapEntry => ({
    id: department.id, name: department.name, count: inDepartment(shown, department.id).length, services: [],
    href: addressOf(portalPath(ctx, `/mapa/${department.id}`), plain(query)),
  })).filter((entry) => entry.count > 0).sort((a, b) => a.name.localeCompare(b.name, 'es'));
  const { country, groups } = { country: ctx.pack.info.name[localeOf(query)], groups: wideGroups(shown, t) };
  return { ...frameOf(ctx, query, '/mapa', t), title: t('portal.map.title', { place: country }), drawing: drawingOf(mapOf(ctx.pack)?.sheets[0], entries, true), entries, groups, upHref: null };
}

/** The map of a department by municipalities; "not found" for one that the country does not have. */
export async function portalDepartmentMap(ctx: Ctx, id: string, query: PortalQuery): Promise<MapModel> {
  const t = serverText(localeOf(query));
  const department = ctx.pack.places.admin1Get(id);
  if (!department) throw notFound();
  const here = inDepartment(await shownServices(ctx, query), id);
  const entries = ctx.pack.places.all().filter((p) => p.admin1 === id).map((place): MapEntry => {
    const services = inMunicipality(here, place.id).map(({ link }) => link);
    return { id: place.id, name: place.name, count: services.length, services, href: `#${place.id}` };
  }).filter((entry) => entry.count > 0).sort((a, b) => a.name.localeCompare(b.name, 'es'));
  const whole = here.filter(({ parts }) => parts.places.some((p) => p.admin1 === id && p.admin2 === null)).map(({ link }) => link);
  const groups = [{ label: t('portal.map.somewhere', { place: department.name }), services: whole }].filter((group) => group.services.length > 0);
  const sheet = mapOf(ctx.pack)?.sheets.find((s) => s.id === id);
  return {
    ...frameOf(ctx, query, `/mapa/${id}`, t), title: t('portal.map.title', { place: department.name }), drawing: drawingOf(sheet, entries, false), entries, groups,
    upHref: addressOf(portalPath(ctx, '/mapa'), plain(query)),
  };
}

function frameOf(ctx: Ctx, query: PortalQuery, path: string, t: Say): Pick<MapModel, 'action' | 'families' | 'credit' | 'lang'> {
  const locale = localeOf(query);
  return { action: portalPath(ctx, path), families: familyChoices(ctx, query, t), credit: mapOf(ctx.pack)?.credit[locale] ?? null, lang: locale };
}

/** Services that no drawing can place. */
function wideGroups(shown: readonly Shown[], t: Say): MapModel['groups'] {
  return (['national', 'unstated', 'abroad'] as const)
    .map((reach) => ({ label: t(`portal.map.reach.${reach}`), services: reaching(shown, reach) }))
    .filter((group) => group.services.length > 0);
}
