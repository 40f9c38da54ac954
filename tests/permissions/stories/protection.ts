import type { Ids, Story } from '../world.ts';
import { must } from './asking.ts';

const EVERYTHING = ['identity-seen', 'relation-proven', 'home-seen', 'no-danger-known', 'school-near'];

/** A child whose aunt protection has found and verified; the authority has decided, and a hand-over is planned. */
export async function protectionStory({ clients, today }: Story): Promise<Ids> {
  const protection = clients.get('protection at the point of the list')!;
  const post = <T>(path: string, body: object) => must<T>(protection.send('POST', path, body));
  const { caseId: childCaseId } = await post<{ caseId: string }>('/api/people', { person: { givenNames: 'Niña Ficticia', surname1: 'Historia', birthDate: `${Number(today.slice(0, 4)) - 11}-01-01` }, case: { destinationAdmin2: 'ZZ-0101' } });
  const { questionId } = await post<{ questionId: string }>('/api/family-questions', { caseId: childCaseId });
  const { familyRelativeId } = await post<{ familyRelativeId: string }>(`/api/family-questions/${questionId}/relatives`, { name: 'Tía Ficticia', word: 'uncle-aunt', foundHow: 'child-told' });
  for (const item of EVERYTHING) await post(`/api/family-relatives/${familyRelativeId}/checks`, { item, result: 'confirmed', on: today });
  await post(`/api/family-relatives/${familyRelativeId}/child`, { word: 'wants', said: 'Sí', on: today });
  const { familyDecisionId } = await post<{ familyDecisionId: string }>(`/api/family-questions/${questionId}/decisions`, {
    outcome: 'reunite', relativeId: familyRelativeId, authority: 'Juzgado Ficticio', paper: 'P-1', decidedOn: today, reasons: 'prueba',
  });
  const { familyHandoverId } = await post<{ familyHandoverId: string }>(`/api/family-questions/${questionId}/handovers`, {
    plannedOn: today, point: 'at-the-office', place: 'Oficina', broughtBy: 'Protección', cannotTravel: false, travelAid: false,
  });
  return { childCaseId, questionId, familyRelativeId, familyDecisionId, familyHandoverId };
}
