import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { demoAccounts } from '#access';
import { systemActor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { machineClock } from '#platform/clock';
import { inContext, type House } from '#platform/context';
import { errorBody, shapeProblems } from '#platform/http/problems';
import type { SignedIn } from '#platform/http/mount';
import { preferredLocale, serverText } from '#platform/i18n';
import { type AppParts, moveDemoClock } from './house.ts';

/** One password for all demo accounts: they exist only in demo mode, over invented people, and every page says so. */
export const DEMO_PASSWORD = 'ventanilla-demo';

export interface DemoSignIn {
  readonly country: string; readonly role: string; readonly login: string; readonly password: string;
  readonly displayName: string; readonly officeEs: string | null; readonly officeEn: string | null;
}

/** The demo sign-ins of all countries. */
export async function demoSignIns(house: House): Promise<DemoSignIn[]> {
  const lists: DemoSignIn[] = [];
  for (const country of house.packs.keys()) {
    const accounts = await inContext(house, { actor: systemActor(country), purpose: 'sign-in', now: machineClock.now() }, demoAccounts);
    lists.push(...accounts.map((a) => ({
      country, role: a.role, login: a.login, password: DEMO_PASSWORD, displayName: a.displayName, officeEs: a.officeNameEs, officeEn: a.officeNameEn,
    })));
  }
  return lists;
}

const DAY_MS = 86_400_000;
const MOST_DAYS = 400;
const moveClock = z.strictObject({ days: z.number().int().min(1).max(MOST_DAYS) });

/** Routes that exist only in demo mode. */
export function mountDemo(app: FastifyInstance, parts: AppParts, authenticate: (request: FastifyRequest) => Promise<SignedIn | null>): void {
  app.get('/demo/sign-ins', async () => ({ demo: true, signIns: await demoSignIns(parts.house) }));
  app.get('/demo/clock', () => ({ now: parts.clock.now().toISOString(), aheadMs: parts.clock.aheadMs }));
  app.post('/demo/clock', async (request, reply) => {
    const refusal = (r: Refused) => reply.status(r.status).send(errorBody(r, serverText(preferredLocale(request.headers['accept-language'])), request.id));
    const who = await authenticate(request);
    if (!who || request.headers['x-csrf-token'] !== who.csrf) return refusal(new Refused([{ code: 'access.sign-in-needed' }], 401));
    const input = moveClock.safeParse(request.body);
    if (!input.success) return refusal(shapeProblems(input.error));
    await moveDemoClock(parts.house, parts.clock, parts.clock.aheadMs + input.data.days * DAY_MS);
    return { now: parts.clock.now().toISOString(), aheadMs: parts.clock.aheadMs };
  });
}
