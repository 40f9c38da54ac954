import type { Ids, Story } from '../world.ts';
import { must, one } from './asking.ts';

/** A complaint about the conduct of staff at the window of the story, written down there in its case. */
export async function feedbackStory({ server, clients, ids }: Story): Promise<Ids> {
  const { officeId } = (await must<{ actor: { officeId: string } }>(clients.get('window of the case')!.get('/api/session'))).actor;
  const { ref } = await must<{ ref: string }>(clients.get('window of the case')!.send('POST', '/api/feedback', {
    kind: 'staff', channel: 'window', said: 'Me gritaron', about: officeId, caseId: ids['caseId'], wantsAnswer: true, language: 'es',
  }));
  const { id } = await one(server, `select id from feedback.item where ref = '${ref}'`);
  return { feedbackId: id! };
}
