import { newId } from '#kernel/ids';
import type { Client, TestServer } from '../../support/server.ts';
import { must, one } from './asking.ts';

/** A case that one window hands over to another, many cases that are to move, and an account that may end. */
export async function movingStory(server: TestServer, window: Client): Promise<Record<string, string>> {
  const { caseId } = await must<{ caseId: string }>(window.send('POST', '/api/people', { person: { givenNames: 'Traslada Ficticia', surname1: newId().slice(-8) }, case: { destinationAdmin2: 'ZZ-0101' } }));
  const { other } = await one(server, `select office_id as other from access.user_account where login = 'ventanilla2.zz'`);
  const { transferId } = await must<{ transferId: string }>(window.send('POST', `/api/cases/${caseId}/transfers`, { toOfficeId: other, note: 'Se muda con su hermana.' }));
  const { bulkId } = await one(server, `insert into registry.bulk_move (id, country, from_office, from_whom, to_office, note, state, total, asked_by, asked_at)
    select '${newId()}', 'ZZ', o.id, 'nobody', o.id, 'prueba', 'waiting', 1, a.id, now() from access.office o, access.user_account a where o.id = '${other!}' and a.login = 'supervision.zz' returning id as "bulkId"`);
  const { accountId } = await one(server, `insert into access.user_account (id, country, login, display_name, role, office_id, password_hash, created_at)
    values ('${newId()}', 'ZZ', 'quien-se-va.zz', 'Quien se va', 'window', '${other!}', 'x', now()) returning id as "accountId"`);
  return { transferId, bulkId: bulkId!, accountId: accountId! };
}
