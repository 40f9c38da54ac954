import { createServer } from 'node:http';
import { collectDefaultMetrics, Gauge, register } from 'prom-client';
import { ConfigError, readConfig, type Config } from '#platform/config';
import { PackError } from '#platform/country';
import { EmbeddedDatabaseError } from '#platform/db/embedded';
import { MigrationError } from '#platform/db/migrate';
import { createLogger, type Logger } from '#platform/log';
import { buildApp, VERSION } from './app.ts';
import { DEMO_PASSWORD, demoSignIns } from './demo.ts';
import { startBackground } from './background.ts';
import { compareAtNight } from './night.ts';
import { followDemoClock, openHouse, SecondInstanceError, type OpenHouse } from './house.ts';
import { allRoutes } from './rooms.ts';

/** Faults of the surroundings: their message is for the person at the terminal, and a stack would only hide it. */
const EXPECTED = [ConfigError, PackError, EmbeddedDatabaseError, MigrationError, SecondInstanceError];

/** A server that is away, or does not let us in (network errors, and the SQL states of connections, sign-in and unknown databases). */
const DATABASE_TROUBLE = /^(ECONN|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|08|28|3D)/;

async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv.includes('--production'));
  const log = createLogger(process.env['LOG_LEVEL'] ?? (process.stdout.isTTY ? 'warn' : 'info'));
  const { ensureBuilt } = await import('../build/index.ts');
  await ensureBuilt();
  const open = await openHouse(config, log, { alone: true });
  try {
    if (config.demo) await (await import('../../../seeds/index.ts')).seedDemo(open.house, allRoutes, open.clock, DEMO_PASSWORD);
    const app = await buildApp(config, log, open);
    await app.listen({ port: config.port, host: config.host });
    const stopMetrics = listenForMetrics(config, open, log);
    const stopNights = compareAtNight(open.house, open.clock, log);
    const stopFollowing = config.demo ? followDemoClock(open.house, open.clock) : () => undefined;
    const stopBackground = startBackground(open.house, () => open.clock.now(), log);
    await announce(config, open);
    stopOnSignal(async () => {
      stopMetrics();
      stopFollowing();
      stopNights();
      await app.close();
      await stopBackground();
      await open.close();
    }, log);
  } catch (error) {
    await open.close();
    throw error;
  }
}

/** `/metrics` on its own loopback port (METRICS_PORT; the port above the main one by default). */
function listenForMetrics(config: Config, open: OpenHouse, log: Logger): () => void {
  collectDefaultMetrics();
  new Gauge({
    name: 'ventanilla_database_connections', help: 'Connections of the pool by state', labelNames: ['state'],
    collect() {
      const { total, idle, waiting } = open.house.database.pressure();
      this.set({ state: 'total' }, total);
      this.set({ state: 'idle' }, idle);
      this.set({ state: 'waiting' }, waiting);
    },
  });
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    register.metrics().then((text) => response.writeHead(200, { 'content-type': register.contentType }).end(text), () => response.writeHead(500).end());
  });
  server.on('error', () => log.warn({ port: config.metricsPort || config.port + 1 }, 'the metrics port is taken; /metrics is not served'));
  server.listen(config.metricsPort || config.port + 1, '127.0.0.1');
  server.unref();
  return () => server.close();
}

async function announce(config: Config, open: OpenHouse): Promise<void> {
  const lines = [
    '', `Ventanilla ${VERSION} · ${open.engine === 'embedded' ? `datos / data: ${config.dataDir}` : 'PostgreSQL: DATABASE_URL'}`,
    `  Portal público / public portal   ${config.publicUrl}/`,
    `  Personal / staff                 ${config.publicUrl}/app`,
  ];
  if (config.demo) {
    lines.push('', `MODO DE DEMOSTRACIÓN: personas inventadas. DEMO MODE: invented people. Contraseña / password: ${DEMO_PASSWORD}`, '');
    for (const s of await demoSignIns(open.house)) lines.push(`  ${s.country}  ${s.role.padEnd(14)} ${s.login.padEnd(24)} ${s.officeEs ?? ''}`);
  }
  process.stdout.write(`${lines.join('\n')}\n\nCtrl-C: detener / stop\n`);
}

function stopOnSignal(stop: () => Promise<void>, log: Logger): void {
  let stopping = false;
  const end = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    stop().then(() => process.exit(0), () => process.exit(1));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

main().catch((error: unknown) => {
  const code = (error as NodeJS.ErrnoException).code;
  const message = (error as Error).message;
  if (code === 'EADDRINUSE') process.stderr.write(`El puerto ya está en uso; elija otro con PORT=… / The port is in use; choose another with PORT=…\n${message}\n`);
  else if (EXPECTED.some((kind) => error instanceof kind)) process.stderr.write(`${message}\n`);
  else if (DATABASE_TROUBLE.test(code ?? '')) process.stderr.write(`No se puede usar la base de datos de DATABASE_URL / The database of DATABASE_URL cannot be used: ${message}\n`);
  else process.stderr.write(`${(error as Error).stack ?? message}\n`);
  process.exit(1);
});
