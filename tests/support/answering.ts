import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Ctx } from '#platform/context';
import { redact } from '#platform/log';
import { sendReferral } from '../../src/modules/referrals/sending.ts';
import { makeOutside } from '../../src/modules/referrals/outside/links.ts';
import { subscriptions } from '../../src/modules/referrals/events.ts';
import type { SendReferral } from '#referrals/schema';
import { recordFacts } from '#registry';
import { actors } from './actors.ts';
import { TEST_NOW, type TestDatabase } from './database.ts';
import { portalOver } from './portal.ts';
import { agreedTo, samplelandDirectory, somebodyInNeed } from './sampleland.ts';

type Fields = Record<string, string>;
export const NAME = 'Rosa de la bolsa de empleo';
export const hidden = (body: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';

/** A referral that was sent before each test, and the public pages on which it is answered. */
export class Answering {
  db!: TestDatabase;
  app!: FastifyInstance;
  caseId!: string;
  personId!: string;
  referralId!: string;
  readonly logged: string[] = [];
  readonly log = pino({ base: null, formatters: { log: redact } }, { write: (line: string) => void this.logged.push(line) });

  constructor(more: Partial<SendReferral> = {}) {
    beforeAll(async () => {
      this.db = await samplelandDirectory();
      this.app = await this.server();
    });
    afterAll(async () => {
      await this.app.close();
      await this.db.close();
    });
    beforeEach(() => this.asOfficer(async (ctx) => {
      const { personId, caseId, needId } = await somebodyInNeed(ctx);
      await recordFacts(ctx, personId, [{ code: 'wantsJob', value: true }, { code: 'householdSize', value: 4 }]);
      const { referralId } = await sendReferral(ctx, caseId, { needId, serviceId: 'zz-call-centre', urgency: '72h', note: 'Prefiere las mañanas', consent: agreedTo('work'), ...more });
      Object.assign(this, { personId, caseId, referralId });
    }));
  }

  readonly asOfficer = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => this.db.inContext(actors.window, work, { subscriptions });
  readonly asProvider = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => this.db.inContext(actors.provider, work, { subscriptions });
  readonly make = (kind: 'link' | 'sheet') => this.asOfficer((ctx) => makeOutside(ctx, this.referralId, kind));

  /** A server of its own: each counts for itself how often an address tried. */
  readonly server = async (now = TEST_NOW): Promise<FastifyInstance> => {
    const app = Fastify({ routerOptions: { maxParamLength: 200 } });
    await app.register(helmet, { contentSecurityPolicy: false, referrerPolicy: { policy: 'no-referrer' } });
    return portalOver(this.db, { log: this.log, app, now });
  };

  readonly get = (url: string, on = this.app) => on.inject({ method: 'GET', url });
  readonly post = (url: string, fields: Fields, on = this.app, remoteAddress = '198.51.100.7') =>
    on.inject({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' }, remoteAddress });
  readonly open = (path: string, on = this.app) => this.post(path, { accion: 'ver' }, on);

  /** Opens, and answers from the page that was shown. */
  readonly answer = async (path: string, fields: Fields, on = this.app) => {
    const page = await this.open(path, on);
    return this.post(path, { estado: hidden(page.body, 'estado'), nombre: NAME, ...fields }, on);
  };

  readonly stateOf = async (): Promise<string> => (await this.db.owner<{ state: string }>('select state from referrals.referral where id = $1', [this.referralId]))[0]!.state;
}
