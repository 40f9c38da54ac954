import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { COUNTRIES, type CountryCode } from '#kernel/codes';

/** Everything the environment may set; the contract is in README.md. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly metricsPort: number;
  readonly dataDir: string;
  /** A PostgreSQL server (15 or newer); `null` selects the embedded one. */
  readonly databaseUrl: string | null;
  readonly countries: readonly CountryCode[];
  readonly publicUrl: string;
  readonly demo: boolean;
  readonly logLevel: string;
  /** A routing service that answers as OSRM does; `null`: trips are estimated. */
  readonly routingUrl: string | null;
}

/** A setting that cannot be used; the message names the variable and what would be right. */
export class ConfigError extends Error {}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads `NAME`, or the file that `NAME_FILE` points to (for secrets). */
function setting(env: Env, name: string): string | undefined {
  const file = env[`${name}_FILE`];
  if (!file) return env[name] || undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new ConfigError(`${name}_FILE: cannot read ${file}`);
  }
}

function port(env: Env, name: string, fallback: number): number {
  const text = setting(env, name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65535) throw new ConfigError(`${name}: "${text}" is not a port (0–65535)`);
  return value;
}

/** An address of the web, without a name and a password in it. */
function address(env: Env, name: string): string | null {
  const text = setting(env, name);
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password || url.search || url.hash) throw new ConfigError(`${name}: "${text}" is not an http address`);
  return text;
}

function countries(env: Env): CountryCode[] {
  const codes = (setting(env, 'COUNTRIES') ?? COUNTRIES.filter((c) => c !== 'ZZ').join(',')).split(/[\s,]+/).filter(Boolean).map((c) => c.toUpperCase());
  for (const code of codes) {
    if (!COUNTRIES.includes(code as CountryCode)) throw new ConfigError(`COUNTRIES: no country pack "${code}"; known: ${COUNTRIES.join(', ')}`);
  }
  if (codes.length === 0) throw new ConfigError('COUNTRIES: at least one country is needed');
  return codes as CountryCode[];
}

/**
 * The configuration from environment variables; throws {@link ConfigError} on the first unusable one.
 * `production` turns demo data and demo sign-ins off whatever `DEMO` says.
 */
export function readConfig(env: Env = process.env, production = false): Config {
  const listenPort = port(env, 'PORT', 3000);
  const host = setting(env, 'HOST') ?? '127.0.0.1';
  return {
    port: listenPort,
    host,
    metricsPort: port(env, 'METRICS_PORT', 0),
    dataDir: resolve(setting(env, 'DATA_DIR') ?? './data'),
    databaseUrl: setting(env, 'DATABASE_URL') ?? null,
    countries: countries(env),
    publicUrl: setting(env, 'PUBLIC_URL') ?? `http://${host}:${listenPort}`,
    demo: !production && setting(env, 'DEMO') !== '0',
    logLevel: setting(env, 'LOG_LEVEL') ?? 'info',
    routingUrl: address(env, 'ROUTING_URL'),
  };
}
