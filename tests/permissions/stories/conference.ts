import { addDays } from '#kernel/dates';
import type { Ids, Story } from '../world.ts';
import { must } from './asking.ts';

interface Conference { readonly members: readonly { memberId: string }[]; readonly tasks: readonly { taskId: string }[] }

/** A conference about the case of the story, with the provider of its referral as a member that is asked to do something; support that was given. */
export async function conferenceStory({ clients, today, ids }: Story): Promise<Ids> {
  const window = clients.get('window of the case')!;
  const caseId = ids['caseId']!;
  const { recipients, wordingVersion } = await must<{ recipients: { organizationId: string; officeId: string | null }[]; wordingVersion: string }>(window.get(`/api/cases/${caseId}/conference-options`));
  const { conferenceId } = await must<{ conferenceId: string }>(window.send('POST', `/api/cases/${caseId}/conferences`, { question: '¿Quién acompaña?', how: 'in-person', plannedOn: addDays(today, 4) }));
  const provider = (await must<{ actor: { organizationId: string } }>(clients.get('provider with the referral')!.get('/api/session'))).actor.organizationId;
  const asked = recipients.find((r) => r.organizationId === provider && r.officeId === null);
  if (!asked) throw new Error('the story lacks the provider among those who may be invited');
  const { members } = await must<Conference>(window.send('POST', `/api/conferences/${conferenceId}/members`, {
    organizationId: provider, consent: { given: true, sections: ['work'], locale: 'es', wordingVersion, manner: 'read-aloud' },
  }));
  const memberId = members[0]!.memberId;
  const { tasks } = await must<Conference>(window.send('POST', `/api/conferences/${conferenceId}/tasks`, { what: 'Inscribir', dueOn: addDays(today, 4), memberId }));
  const { supportId } = await must<{ supportId: string }>(window.send('POST', `/api/cases/${caseId}/support`, { need: 'job_placement', givenOn: today, giver: 'own-office' }));
  return { conferenceId, memberId, taskId: tasks[0]!.taskId, supportId };
}
