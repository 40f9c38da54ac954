import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids';
import type { Client } from '../support/server.ts';
import { makeWorld } from './world.ts';
import type { ActorName, World } from './world.ts';

let world: World;
beforeAll(async () => { world = await makeWorld(); });
afterAll(() => world.server.close());

const by = (name: ActorName): Client => world.clients.get(name)!;
const value = (v: unknown): object => ({ state: 'value', value: v });

/** Every row of every table of a schema as text, as somebody with a stolen copy of the database would read it. */
async function stolen(tables: readonly string[]): Promise<string> {
  const parts = await Promise.all(tables.map((t) => world.server.db.owner<{ line: string }>(`select x::text as line from ${t} x`)));
  return parts.flat().map((r) => r.line).join('\n');
}

describe('answers kept for commands that are sent twice', () => {
  it('tell a stolen database nothing of what only protection may read', async () => {
    const { caseId } = world.ids;
    const { assessmentId } = (await by('window of the case').send('POST', `/api/cases/${caseId}/assessments`, { instrument: 'single', locale: 'es' })).json<{ assessmentId: string }>();
    const address = `/api/cases/${caseId}/assessments/${assessmentId}/answers`;
    const answers = { violenceSurvivor: value(true), cannotReturnTo: value(['ZZ-0301']) };
    const id = newId();
    const first = await by('window of the case').send('PUT', address, { answers }, { 'x-command-id': id });
    expect(first.statusCode).toBe(200);
    expect(first.body).toContain('ZZ-0301');
    const copy = await stolen(['platform.command', 'platform.outbox', 'assessment.assessment', 'assessment.need', 'assessment.need_event', 'registry.person_fact']);
    for (const secret of ['ZZ-0301', 'cannotReturnTo', 'violenceSurvivor']) expect(copy).not.toContain(secret);
    expect((await by('window of the case').send('PUT', address, { answers }, { 'x-command-id': id })).json()).toEqual(first.json());
  });

  it('do not show a provider again what the person withdrew', async () => {
    const { referralId } = world.ids;
    const address = `/api/inbox/${referralId}/ask`;
    const id = newId();
    const asked = await by('provider with the referral').send('POST', address, { question: '¿Tiene herramientas?' }, { 'x-command-id': id });
    expect(asked.statusCode).toBe(200);
    const [shared] = await world.server.db.owner<{ consent_id: string; snapshot: { firstName: string; publicCode: string } }>(
      'select r.consent_id, s.snapshot from referrals.referral r join referrals.shared s on s.referral_id = r.id where r.id = $1', [referralId]);
    expect(asked.body).toContain(shared!.snapshot.publicCode);
    expect((await by('window of the case').send('POST', `/api/consents/${shared!.consent_id}/withdraw`)).statusCode).toBe(200);
    const again = await by('provider with the referral').send('POST', address, { question: '¿Tiene herramientas?' }, { 'x-command-id': id });
    expect(again.body).not.toContain(shared!.snapshot.publicCode);
    expect((await by('provider with the referral').get(`/api/inbox/${referralId}`)).body).not.toContain(shared!.snapshot.publicCode);
  });
});
