import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { addAccount, listOffices, readersOf, verifyAudit } from '#access';
import { newAccount } from '#access/schema';
import { systemActor } from '#kernel/actor';
import { COUNTRIES, type CountryCode, type Purpose } from '#kernel/codes';
import { refuse } from '#kernel/errors';
import { readConfig, type Config } from '#platform/config';
import { inContext, type Ctx } from '#platform/context';
import { createLogger } from '#platform/log';
import { shapeProblems } from '#platform/http/problems';
import { DEMO_PASSWORD } from '../server/demo.ts';
import { moveDemoClock, openHouse, type OpenHouse } from '../server/house.ts';
import { allRoutes } from '../server/rooms.ts';
import { needed, type Command, type Terminal, type Values } from './terminal.ts';

const DAY_MS = 86_400_000;
const WORDS_OF_PASSWORD = 18;

/** Runs `work` with the house open, beside a running server if there is one, and closes what it opened. */
export async function withHouse<T>(terminal: Terminal, work: (open: OpenHouse, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig(terminal.env, terminal.env['DEMO'] === '0');
  const open = await openHouse(config, createLogger(terminal.env['LOG_LEVEL'] ?? 'error'), { poolSize: 4 });
  try {
    return await work(open, config);
  } finally {
    await open.close();
  }
}

function countryOf(open: OpenHouse, text: string): CountryCode {
  const code = text.toUpperCase() as CountryCode;
  if (!(COUNTRIES as readonly string[]).includes(code) || !open.house.packs.has(code)) throw refuse('cli.unknown-country', { params: { country: text, known: [...open.house.packs.keys()].join(', ') } });
  return code;
}

/** One transaction as the product itself in a country. */
export function asSystem<T>(open: OpenHouse, country: CountryCode, purpose: Purpose, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return inContext(open.house, { actor: systemActor(country), purpose, now: open.clock.now() }, work);
}

export { countryOf };

const migrate: Command = {
  name: 'migrate', options: {},
  run: (terminal) => withHouse(terminal, async (open) => terminal.print(terminal.t('cli.migrated', { count: open.migrations, countries: [...open.house.packs.keys()].join(', ') }))),
};

async function passwordFor(terminal: Terminal, values: Values): Promise<{ password: string; made: boolean }> {
  if (typeof values['password-file'] === 'string') return { password: readFileSync(values['password-file'], 'utf8').trim(), made: false };
  if (values['password-stdin']) return { password: (await terminal.readInput()).trim(), made: false };
  return { password: randomBytes(WORDS_OF_PASSWORD).toString('base64url'), made: true };
}

async function addUser(terminal: Terminal, values: Values, open: OpenHouse): Promise<void> {
  const country = countryOf(open, needed(values, 'country'));
  const { password, made } = await passwordFor(terminal, values);
  const officeRef = typeof values['office'] === 'string' ? values['office'] : null;
  await asSystem(open, country, 'administration', async (ctx) => {
    const office = officeRef === null ? null : (await listOffices(ctx)).find((o) => o.ref === officeRef);
    const account = newAccount.safeParse({
      login: needed(values, 'login'), displayName: needed(values, 'name'), role: needed(values, 'role'), country, officeRef,
      organizationId: values['organization'] ?? office?.organizationId ?? null, locale: values['language'] ?? 'es', password, demo: false,
    });
    if (!account.success) throw shapeProblems(account.error);
    if (!(await addAccount(ctx, account.data, { mustChange: true }))) throw refuse('cli.login-taken', { params: { login: account.data.login } });
    terminal.print(terminal.t('cli.user-added', { login: account.data.login }));
  });
  if (made) terminal.print(terminal.t('cli.first-password', { password }));
}

const userAdd: Command = {
  name: 'user add',
  options: {
    country: { type: 'string' }, login: { type: 'string' }, name: { type: 'string' }, role: { type: 'string' }, office: { type: 'string' },
    organization: { type: 'string' }, language: { type: 'string' }, 'password-file': { type: 'string' }, 'password-stdin': { type: 'boolean' },
  },
  run: (terminal, values) => withHouse(terminal, (open) => addUser(terminal, values, open)),
};

const offices: Command = {
  name: 'office list', options: { country: { type: 'string' } },
  run: (terminal, values) => withHouse(terminal, async (open) => {
    const list = await asSystem(open, countryOf(open, needed(values, 'country')), 'administration', listOffices);
    for (const o of list) terminal.print(`${o.kind.padEnd(10)} ${o.ref.padEnd(44)} ${o.nameEs}`);
  }),
};

async function verifyCountries(open: OpenHouse, wanted: string | undefined): Promise<{ country: CountryCode; result: Awaited<ReturnType<typeof verifyAudit>> }[]> {
  const countries = wanted ? [countryOf(open, wanted)] : [...open.house.packs.keys()];
  const results: { country: CountryCode; result: Awaited<ReturnType<typeof verifyAudit>> }[] = [];
  for (const country of countries) results.push({ country, result: await asSystem(open, country, 'audit', verifyAudit) });
  return results;
}

const auditVerify: Command = {
  name: 'audit verify', options: { country: { type: 'string' } },
  run: (terminal, values) => withHouse(terminal, async (open) => {
    const results = await verifyCountries(open, values['country'] as string | undefined);
    for (const { country, result } of results) {
      terminal.print(terminal.t(result.ok ? 'cli.audit-sound' : 'cli.audit-broken', { country, entries: result.entries, chains: result.chains.length, faults: result.faults.length }));
      for (const f of result.faults) terminal.print(`  ${f.chain} #${f.seq}: ${terminal.t(`cli.audit-fault.${f.fault}`)}`);
    }
    if (results.some((r) => !r.result.ok)) throw refuse('cli.audit-broken');
  }),
};

const auditExport: Command = {
  name: 'audit export', options: { country: { type: 'string' }, file: { type: 'string' } },
  run: (terminal, values) => withHouse(terminal, async (open) => {
    const results = await verifyCountries(open, values['country'] as string | undefined);
    const heads = results.map(({ country, result }) => ({ country, ok: result.ok, entries: result.entries, heads: result.chains }));
    const text = `${JSON.stringify({ exportedAt: open.clock.now().toISOString(), countries: heads }, null, 2)}\n`;
    if (typeof values['file'] !== 'string') return terminal.print(text);
    writeFileSync(values['file'], text, { flag: 'wx' });
    terminal.print(terminal.t('cli.written', { file: values['file'] }));
  }),
};

const auditReaders: Command = {
  name: 'audit readers', options: { country: { type: 'string' }, case: { type: 'string' } },
  run: (terminal, values) => withHouse(terminal, async (open) => {
    const country = countryOf(open, needed(values, 'country'));
    const caseId = z.uuid('cli.not-an-id').safeParse(needed(values, 'case'));
    if (!caseId.success) throw shapeProblems(caseId.error);
    const entries = await asSystem(open, country, 'audit', (ctx) => readersOf(ctx, [caseId.data]));
    for (const e of entries) {
      terminal.print([e.at.slice(0, 19), e.actorName ?? e.actorRole, e.officeEs ?? '', terminal.t(`access.audit.action.${e.action}`), e.outcome].join(' · '));
    }
    terminal.print(terminal.t('cli.audit-readers', { n: entries.length }));
  }),
};

const seed: Command = {
  name: 'seed', options: {},
  run: (terminal) => withHouse(terminal, async (open, config) => {
    if (!config.demo) throw refuse('cli.demo-only');
    const { seedDemo } = await import('../../../seeds/index.ts');
    await seedDemo(open.house, allRoutes, open.clock, DEMO_PASSWORD);
    terminal.print(terminal.t('cli.seeded'));
  }),
};

const clock: Command = {
  name: 'clock', options: { days: { type: 'string' } },
  run: (terminal, values) => withHouse(terminal, async (open, config) => {
    if (!config.demo) throw refuse('cli.demo-only');
    if (values['days'] !== undefined) {
      const days = Number(values['days']);
      if (!Number.isInteger(days) || days < 1) throw refuse('cli.days-forward');
      await moveDemoClock(open.house, open.clock, open.clock.aheadMs + days * DAY_MS);
    }
    terminal.print(terminal.t('cli.clock', { now: open.clock.now().toISOString(), days: Math.round(open.clock.aheadMs / DAY_MS) }));
  }),
};

export const houseCommands: readonly Command[] = [migrate, userAdd, offices, auditVerify, auditReaders, auditExport, seed, clock];
