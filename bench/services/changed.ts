/** A changed service against open cases, from the change to the last case compared, with the product's own background work. */
import pg from 'pg';
import { systemActor } from '#kernel/actor';
import { compareWithChanges, lookForGaps, tellWhoNowFits } from '#assessment';
import { findServices, needCatalog } from '#directory';
import type { Service } from '#directory/schema';
import { readConfig } from '#platform/config';
import { inContext, type House } from '#platform/context';
import { createLogger } from '#platform/log';
import { openHouse, type OpenHouse } from '../../src/apps/server/house.ts';
import type { Figure } from '../national/figures.ts';
import { watchPace } from '../pace.ts';
import { fill, type Weights } from './cases.ts';
import { postmasterOf, processorTime } from './processor.ts';

const COUNTRY = 'HN';
/** At one place of the country, for few kinds of need; for everybody everywhere; at a place, for as many kinds of need as any. */
interface Chosen { readonly local: Service; readonly everywhere: Service; readonly hardest: Service }

/** Most common first; of as many, by name. */
const ranked = (all: readonly string[], times: ReadonlyMap<string, number>): string[] => all.toSorted((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0) || (a < b ? -1 : 1));
const countOf = (list: readonly string[]): Map<string, number> => new Map([...Map.groupBy(list, (x) => x)].map(([x, all]) => [x, all.length]));

const personal = (house: House): string[] => needCatalog({ pack: house.packs.get(COUNTRY)! } as Parameters<typeof needCatalog>[0]).filter((n) => n.personal).map((n) => n.code);

function servicesOf(house: House): Promise<Service[]> {
  return inContext(house, { actor: systemActor(COUNTRY), purpose: 'administration', now: new Date() }, async (ctx) => (await findServices(ctx, { limit: 5000 })).filter((s) => s.matchable && s.serviceTypes.length > 0));
}

function weightsOf(house: House, services: readonly Service[]): Weights {
  const kinds = personal(house);
  const offered = countOf(services.flatMap((s) => s.serviceTypes));
  const places = house.packs.get(COUNTRY)!.places.all().map((p) => p.id);
  return {
    places: ranked(places, countOf(services.flatMap((s) => s.places.flatMap((p) => p.admin2 ?? [])))),
    needs: ranked(kinds, offered), withoutOffer: kinds.filter((code) => !offered.has(code)),
  };
}

/** Of each sort the one that answers the most common needs: the most cases have to be compared with it. */
function choose(house: House, services: readonly Service[]): Chosen {
  const kinds = personal(house);
  const order = ranked(kinds, countOf(services.flatMap((s) => s.serviceTypes)));
  const answered = (s: Service): number[] => s.serviceTypes.map((t) => order.indexOf(t)).filter((n) => n >= 0);
  const best = (fits: (s: Service) => boolean, weight: (s: Service) => number): Service | undefined =>
    services.filter((s) => answered(s).length > 0 && !s.protectionOnly && fits(s)).toSorted((a, b) => weight(a) - weight(b) || (a.id < b.id ? -1 : 1))[0];
  const commonest = (s: Service): number => Math.min(...answered(s));
  const atAPlace = (s: Service): boolean => s.places.length > 0 && s.places.every((p) => p.admin2 !== null);
  const hardest = best(atAPlace, (s) => commonest(s) - 10 * answered(s).length);
  const everywhere = best((s) => s.places.some((p) => p.reach === 'national'), commonest);
  if (!hardest || !everywhere) throw new Error('the directory has no such service');
  return { hardest, everywhere, local: best((s) => atAPlace(s) && s !== hardest, (s) => 1000 * answered(s).length + commonest(s)) ?? hardest };
}

interface Bench { readonly open: OpenHouse; readonly owner: pg.Client; readonly cases: number; readonly database: number | null }

interface Run { readonly compared: number; readonly told: number }

/** Changes an entry as whoever publishes it does; conditions become a new version of them. */
async function publish(owner: pg.Client, serviceId: string, change: { readonly criteria?: object }): Promise<void> {
  await owner.query('begin');
  await owner.query('update directory.service set entry = entry || $3::jsonb where country = $1 and id = $2', [COUNTRY, serviceId, JSON.stringify(change)]);
  if (change.criteria) {
    await owner.query(`insert into directory.service_criteria (country, service_id, version, source, criteria, need_criteria, recorded_at)
      select $1, $2, max(version) + 1, 'pack', $3::jsonb, '{}', now() from directory.service_criteria where country = $1 and service_id = $2`, [COUNTRY, serviceId, JSON.stringify(change.criteria)]);
  }
  await owner.query('commit');
}

/** Changes a service, and waits until everybody was compared with it and told; what becomes of gaps is worked out after that, and counted apart. */
async function measured({ open, owner, cases, database }: Bench, name: string, service: Service, change: { readonly criteria?: object }, must: number | undefined): Promise<Figure> {
  await publish(owner, service.id, change);
  const pace = watchPace();
  const [own, theirs] = [process.cpuUsage(), processorTime(database)];
  const from = performance.now();
  await compareWithChanges(open.house, () => new Date());
  const seconds = (performance.now() - from) / 1000;
  const used = process.cpuUsage(own);
  const inDatabase = (processorTime(database) - theirs) / 1000;
  const { rows: [gaps] } = await owner.query<{ found: number; open: number }>('select count(*) filter (where found)::int as found, count(*) filter (where not found)::int as open from assessment.need_to_search');
  const then = performance.now();
  await lookForGaps(open.house, () => new Date());
  const after = (performance.now() - then) / 1000;
  const taken = pace.stop().takenAway;
  const { rows: [run] } = await owner.query<Run>(`select r.compared, r.told from assessment.fit_run r join directory.service_change c on c.id = r.change_id
    where c.service_id = $1 and c.country = $2 and c.id = (select max(id) from directory.service_change where country = $2)`, [service.id, COUNTRY]);
  if (!run) throw new Error(`nobody was compared with ${service.id}`);
  const inServer = (used.user + used.system) / 1e6;
  return {
    name: `${name}, of ${cases} open cases`, value: Math.round(seconds * 100) / 100, unit: 's', ...(must === undefined ? {} : { must }),
    beside: `${service.id}: ${run.compared} needs compared, ${run.told} told; processor time ${inServer.toFixed(2)} s in the server, ${inDatabase.toFixed(2)} s in the database; then ${after.toFixed(1)} s for ${gaps!.found} gaps that closed and ${gaps!.open} needs searched for again; others took ${taken ?? '?'} % of the processors`,
  };
}

/** Not compared before: another number in its condition, so that the verdicts turn. */
const adults = (from: number) => ({ criteria: { all: [{ fact: 'age', op: 'gte', value: from }] }, openConditions: [], status: 'active_as_of' });

const NOBODY = { criteria: { all: [{ fact: 'age', op: 'gte', value: 120 }] } };

async function figures(bench: Bench, { local, everywhere, hardest }: Chosen, say: (text: string) => void): Promise<Figure[]> {
  const { open, owner } = bench;
  // What whoever loaded the directory left to do, and an entry that fits nobody yet: then the change is news for as many as there are.
  for (const { id } of [local, everywhere, hardest]) await publish(owner, id, NOBODY);
  await tellWhoNowFits(open.house, () => new Date());
  await owner.query('vacuum analyze');
  const all: Figure[] = [];
  const step = async (...args: Parameters<typeof measured> extends [Bench, ...infer Rest] ? Rest : never): Promise<void> => {
    all.push(await measured(bench, ...args));
    say(`  ${all.at(-1)!.name}: ${all.at(-1)!.value} s; ${all.at(-1)!.beside}`);
  };
  await step('a service at a place opens to adults', local, adults(18), 10);
  await step('its age changes by a year', local, adults(19), 10);
  await step('it closes', local, { status: 'closed' } as object, undefined);
  await step('a service for the whole country opens to adults', everywhere, adults(18), 10);
  await step('a service of many kinds at the busiest place opens to adults', hardest, adults(18), undefined);
  return all;
}

/** Opens the house on an engine, fills it and measures. */
export async function changedServices(env: Record<string, string>, cases: number, say: (text: string) => void): Promise<Figure[]> {
  const open = await openHouse(readConfig({ ...env, COUNTRIES: COUNTRY, DEMO: '0' }), createLogger('fatal'), { poolSize: 4 });
  const owner = new pg.Client({ connectionString: open.ownerUrl });
  try {
    const { version } = await open.house.database.ping();
    say(`PostgreSQL ${version}, ${open.engine}`);
    await owner.connect();
    const services = await servicesOf(open.house);
    const seconds = await fill(open.ownerUrl, COUNTRY, cases, weightsOf(open.house, services), say);
    if (seconds !== null) say(`  ${cases} cases in ${seconds.toFixed(0)} s`);
    const bench: Bench = { open, owner, cases, database: await postmasterOf(open.ownerUrl) };
    return (await figures(bench, choose(open.house, services), say)).map((f) => ({ ...f, name: `${f.name} (PostgreSQL ${version})` }));
  } finally {
    await owner.end().catch(() => undefined);
    await open.close();
  }
}
