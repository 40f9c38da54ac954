import pg from 'pg';
import { systemActor } from '#kernel/actor';
import { machineClock, movableClock, type MovableClock } from '#platform/clock';
import type { Config } from '#platform/config';
import type { House } from '#platform/context';
import { openPacks } from '#platform/country';
import { connect, sql } from '#platform/db';
import { startEmbedded, type EmbeddedServer } from '#platform/db/embedded';
import { prepareDatabase } from '#platform/db/migrate';
import type { Logger } from '#platform/log';
import { OsrmRouting } from '#platform/routing';
import { fieldCipher, secret } from '#platform/secrets';
import { allSubscriptions, loadRooms } from './rooms.ts';
import { readWholePack } from './slices.ts';

/** Another server already works on this data folder. */
export class SecondInstanceError extends Error {}

/** Everything that is open while the product runs; `close` leaves nothing behind. */
export interface OpenHouse {
  readonly house: House;
  readonly clock: MovableClock;
  /** Key of the counters of failed sign-ins. */
  readonly keySecret: string;
  readonly ownerUrl: string;
  readonly engine: 'embedded' | 'server';
  readonly migrations: number;
  close(): Promise<void>;
}

/** What the HTTP server needs of it. */
export type AppParts = Pick<OpenHouse, 'house' | 'clock' | 'keySecret' | 'migrations' | 'engine'>;

const INSTANCE_LOCK = 7_201_945;

/**
 * Opens database, packs and clock: starts the embedded server unless `databaseUrl` is set, migrates, loads the packs.
 * `alone` refuses a second server on the same embedded data (commands of the command line share it).
 */
export async function openHouse(config: Config, log: Logger, options: { alone?: boolean; poolSize?: number } = {}): Promise<OpenHouse> {
  const packs = openPacks(config.countries);
  for (const pack of packs.values()) readWholePack(pack);
  const embedded = config.databaseUrl ? null : await startEmbedded(config.dataDir);
  const ownerUrl = config.databaseUrl ?? embedded!.ownerUrl;
  const lock = embedded && options.alone ? await holdInstance(config, ownerUrl, log) : null;
  try {
    const { house, migrations } = await openDatabase(config, log, ownerUrl, packs, options.poolSize);
    return {
      house, ownerUrl, engine: embedded ? 'embedded' : 'server', migrations,
      clock: movableClock(machineClock, config.demo ? await demoClockAhead(house) : 0),
      keySecret: secret(config.dataDir, 'sign-in-key'),
      close: () => closeAll(house.database.close, lock, embedded),
    };
  } catch (error) {
    await closeAll(async () => undefined, lock, embedded);
    throw error;
  }
}

/** Migrates, connects as the runtime role, and loads what packs bring. */
async function openDatabase(config: Config, log: Logger, ownerUrl: string, packs: House['packs'], poolSize: number | undefined): Promise<{ house: House; migrations: number }> {
  const prepared = await prepareDatabase(ownerUrl, secret(config.dataDir, 'database-runtime-password'));
  for (const migration of prepared.applied) log.info({ migration }, 'migrated');
  const database = connect(prepared.runtimeUrl, { log, ...(poolSize ? { poolSize } : {}) });
  const routing = config.routingUrl === null ? undefined : new OsrmRouting(config.routingUrl, { log });
  const house: House = { database, packs, subscriptions: allSubscriptions, cipher: fieldCipher(secret(config.dataDir, 'field-key')), routing };
  await loadRooms(house, machineClock.now);
  return { house, migrations: prepared.total };
}

async function closeAll(closeDatabase: () => Promise<void>, lock: InstanceLock | null, embedded: EmbeddedServer | null): Promise<void> {
  await closeDatabase();
  await lock?.release();
  // A command of the command line that found the server running leaves it running for the others.
  if (embedded && (lock || !embedded.adopted)) await embedded.stop();
}

interface InstanceLock { release(): Promise<void> }

const RECOVERY_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Holds a lock in the database for as long as this server lives; a killed server loses it with its connection.
 * The same connection notices when the embedded database was killed, and starts it again: requests in between are
 * answered with "the database does not answer", and nothing acknowledged is lost.
 */
async function holdInstance(config: Config, ownerUrl: string, log: Logger): Promise<InstanceLock> {
  let client = await takeLock(ownerUrl);
  let released = false;
  if (!client) throw new SecondInstanceError(`Another Ventanilla is already running on ${config.dataDir}. Use that one, stop it, or set DATA_DIR to another folder.`);
  const watch = (held: pg.Client) => held.once('end', () => {
    if (released) return;
    log.warn({ engine: 'embedded' }, 'the database went away; starting it again');
    void recover(config, ownerUrl, () => released).then((again) => {
      if (again) watch((client = again));
    });
  });
  watch(client);
  return {
    async release() {
      released = true;
      await client?.end().catch(() => undefined);
    },
  };
}

async function takeLock(ownerUrl: string): Promise<pg.Client | null> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [INSTANCE_LOCK]);
  if (rows[0]!.held) return client;
  await client.end();
  return null;
}

/** Tries until it runs again or we stop: a full disk may be freed at any time. */
async function recover(config: Config, ownerUrl: string, stopped: () => boolean): Promise<pg.Client | null> {
  for (let pause = RECOVERY_PAUSE_MS; !stopped(); pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      if (stopped()) return null;
      await startEmbedded(config.dataDir);
      const client = await takeLock(ownerUrl);
      if (client) return client;
    } catch { /* crash recovery may still be running, or the disk is full: try again */ }
  }
  return null;
}

const CLOCK_SETTING = 'demo-clock-ahead-ms';

/** How far the demo clock had been moved; kept, so that a second start does not travel back. */
async function demoClockAhead(house: House): Promise<number> {
  return house.database.asActor(systemActor([...house.packs.keys()][0]!), 'administration', async (tx) => {
    const { rows } = await sql<{ value: number }>`select value from platform.setting where name = ${CLOCK_SETTING}`.execute(tx);
    return Number(rows[0]?.value ?? 0);
  });
}

/** Moves the demo clock forward and keeps it moved. */
export async function moveDemoClock(house: House, clock: MovableClock, aheadMs: number): Promise<void> {
  clock.setAhead(aheadMs);
  await house.database.asActor(systemActor([...house.packs.keys()][0]!), 'administration', async (tx) => {
    await sql`insert into platform.setting (name, value) values (${CLOCK_SETTING}, ${JSON.stringify(aheadMs)}::jsonb)
      on conflict (name) do update set value = excluded.value`.execute(tx);
  });
}

const CLOCK_LOOK_MS = 1_000;

/** Lets a running demo follow a clock that the command line moved; returns how to stop. */
export function followDemoClock(house: House, clock: MovableClock): () => void {
  const look = async (): Promise<void> => {
    const ahead = await demoClockAhead(house);
    if (ahead > clock.aheadMs) clock.setAhead(ahead);
  };
  // A database that is away for a moment is somebody else's worry; the next look will see.
  const timer = setInterval(() => void look().catch(() => undefined), CLOCK_LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
