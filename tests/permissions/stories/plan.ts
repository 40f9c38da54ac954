import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Ids, Story } from '../world.ts';
import { must } from './asking.ts';

/** The plan of the case of the story, agreed once: one step before all others, one goal with a step. */
export async function planStory({ clients, today, ids }: Story): Promise<Ids> {
  const window = clients.get('window of the case')!;
  const at = `/api/cases/${ids['caseId']!}/plan`;
  const [firstId, goalId, actionId] = [newId(), newId(), newId()];
  const { draft } = await must<{ draft: { seq: number } }>(window.send('POST', `${at}/begin`));
  const saved = await must<{ seq: number }>(window.send('PUT', `${at}/draft`, {
    seq: draft.seq,
    content: {
      first: [{ actionId: firstId, step: 'agreed-call', who: 'person', dueOn: today }], left: [],
      goals: [{ goalId, dimension: 'economic', level: 'individual', whose: 'person', words: 'Tener trabajo', needIds: [ids['needId']!], steps: [{ actionId, words: 'Ir a la entrevista', who: { kind: 'person' }, dueOn: addDays(today, 3) }] }],
    },
  }));
  await must(window.send('POST', `${at}/agreement`, { seq: saved.seq, how: 'read-aloud', locale: 'es', reviewOn: addDays(today, 90) }));
  return { goalId, actionId };
}
