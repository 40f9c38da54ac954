import { newId } from '#kernel/ids';
import type { Client, TestServer } from '../../support/server.ts';
import { must, one } from './asking.ts';

/** A case that the window hands over to the window of another country, which has not answered. */
export async function abroadStory(server: TestServer, window: Client): Promise<Record<string, string>> {
  const { caseId } = await must<{ caseId: string }>(window.send('POST', '/api/people', { person: { givenNames: 'Cruza Ficticia', surname1: newId().slice(-8) }, case: { destinationAdmin2: 'ZZ-0101' } }));
  const { abroad } = await one(server, `select office_id as abroad from access.user_account where login = 'ventanilla.hn'`);
  const { abroadId } = await must<{ abroadId: string }>(window.send('POST', `/api/cases/${caseId}/abroad`, { toOfficeId: abroad, note: 'Vuelve con su madre.', consent: { given: true, wordingVersion: '1' } }));
  return { abroadId, abroadOfficeId: abroad! };
}
