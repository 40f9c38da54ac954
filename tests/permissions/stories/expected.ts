import type { TestServer } from '../../support/server.ts';
import { one } from './asking.ts';

/** Somebody whom the reception point of the story sent to the window of the story, and who has not come yet. */
export async function expectedStory(server: TestServer): Promise<Record<string, string>> {
  const { arrivalId } = await one(server, `select a.id as "arrivalId" from registry.expected_arrival a join access.user_account w on w.office_id = a.office_id
    where w.login = 'ventanilla.zz' and a.state = 'expected' order by a.opened_at desc limit 1`);
  return { arrivalId: arrivalId! };
}
