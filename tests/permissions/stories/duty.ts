import { addDays } from '#kernel/dates';
import type { Client, TestServer } from '../../support/server.ts';
import { must, one } from './asking.ts';

/** Somebody of protection who is on duty at their office in a week. */
export async function dutyStory(server: TestServer, protection: Client, today: string): Promise<Record<string, string>> {
  const ids = await one(server, `select id as "rosterAccountId", office_id as "rosterOfficeId" from access.user_account where login = 'proteccion.zz'`);
  const body = { officeId: ids['rosterOfficeId'], accountId: ids['rosterAccountId'], fromDay: addDays(today, 7), fromHour: '08:00', untilHour: '12:00', phone: '5550 0101' };
  await must(protection.send('POST', '/api/duty', body));
  const { turnId } = await one(server, `select id as "turnId" from assessment.duty_turn where office_id = '${ids['rosterOfficeId']!}' limit 1`);
  return { rosterAccountId: ids['rosterAccountId']!, rosterOfficeId: ids['rosterOfficeId']!, turnId: turnId! };
}
