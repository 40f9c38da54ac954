import { raiseAlert } from '#assessment';
import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { inContext } from '#platform/context';
import type { Client, TestServer } from '../../support/server.ts';
import { actorOf, must, one } from './asking.ts';

/** Somebody registered once more, with a case of the new record, and both records said to be one person. */
async function twinOf(window: Client, personId: string, name: string): Promise<{ twinId: string; twinCaseId: string }> {
  const twin = await must<{ personId: string; caseId: string }>(window.send('POST', '/api/people', { person: { givenNames: name, surname1: newId().slice(-8) }, case: { destinationAdmin2: 'ZZ-0101' } }));
  await must(window.send('POST', '/api/identity-decisions', { personA: personId, personB: twin.personId, decision: 'same' }));
  return { twinId: twin.personId, twinCaseId: twin.caseId };
}

/** Two cases of one person, joined. */
async function joinStory(window: Client): Promise<{ joinId: string }> {
  const first = await must<{ personId: string; caseId: string }>(window.send('POST', '/api/people', { person: { givenNames: 'Unida Ficticia', surname1: newId().slice(-8) }, case: { destinationAdmin2: 'ZZ-0101' } }));
  const { twinCaseId } = await twinOf(window, first.personId, 'Unida Otra');
  return must<{ joinId: string }>(window.send('POST', `/api/cases/${first.caseId}/join`, { into: twinCaseId, note: 'sigue en el otro' }));
}

/** The case of the seeded story, with a draft assessment, an alert and an identity decision added. */
export async function caseStory(server: TestServer, window: Client, today: string): Promise<Record<string, string>> {
  const ids = await one(server, `select p.id as "personId", c.id as "caseId", n.id as "needId", r.id as "referralId" from registry.person p
    join registry.case_file c on c.person_id = p.id join assessment.need n on n.case_id = c.id join referrals.referral r on r.case_id = c.id where p.given_names = 'Mateo Ejemplo' and p.country = 'ZZ'`);
  const other = await one(server, `select id from registry.person where given_names = 'Julia Ejemplo' and country = 'ZZ'`);
  const { assessmentId } = await must<{ assessmentId: string }>(window.send('POST', `/api/cases/${ids['caseId']!}/assessments`, { instrument: 'screening', locale: 'es' }));
  await must(window.send('POST', `/api/cases/${ids['caseId']!}/follow-ups`, { dueOn: addDays(today, 3), channel: 'phone' }));
  await must(window.send('POST', '/api/identity-decisions', { personA: ids['personId'], personB: other['id'], decision: 'unsure' }));
  await must(window.send('POST', `/api/people/${ids['personId']!}/documents`, { type: 'other', country: 'ZZ', number: 'MAT-1' }));
  await must(window.send('POST', `/api/people/${ids['personId']!}/contacts`, { channel: 'phone', value: '5550 0198' }));
  const relative = await must<{ personId: string }>(window.send('POST', '/api/people', { person: { givenNames: 'Hermana Ficticia', surname1: 'Rivas' } }));
  await must(window.send('POST', `/api/people/${ids['personId']!}/relations`, { otherPersonId: relative.personId, word: 'sibling' }));
  const actor = await actorOf(server, 'ventanilla.zz');
  await inContext(server.house, { actor, purpose: 'case-management', now: server.clock.now() }, (ctx) => raiseAlert(ctx, ids['caseId']!, 'hunger'));
  const { needId: otherNeedId } = await must<{ needId: string }>(window.send('POST', `/api/cases/${ids['caseId']!}/needs`, { need: 'dental', urgency: 'long' }));
  const more = await one(server, `select (select id from plans.follow_up where case_id = '${ids['caseId']!}' order by due_on limit 1) as "followUpId",
    (select id from assessment.alert where case_id = '${ids['caseId']!}' limit 1) as "alertId", (select id from registry.consent where person_id = '${ids['personId']!}' and purpose = 'case' limit 1) as "consentId",
    (select id from registry.identity_document where person_id = '${ids['personId']!}' and number_seen = 'MAT-1') as "documentId",
    (select id from registry.relation where '${ids['personId']!}' in (person_id, other_id) limit 1) as "relationId",
    (select id from registry.contact where person_id = '${ids['personId']!}' and value = '5550 0198') as "contactId",
    (select id from registry.identity_link where '${ids['personId']!}' in (person_a, person_b) limit 1) as "linkId"`);
  const { newsId } = await one(server, `insert into assessment.fit_news (id, country, change_id, service_id, need_id, case_id, office_id, verdict, waited, at)
    select '${newId()}', country, 1000000, 'zz-call-centre', '${ids['needId']!}', id, office_id, 'fits', false, now() from registry.case_file where id = '${ids['caseId']!}' returning id as "newsId"`);
  const twin = await twinOf(window, ids['personId']!, 'Doble Ficticia');
  const { joinId } = await joinStory(window);
  return { ...ids, ...more, ...twin, joinId, newsId: newsId!, assessmentId, otherNeedId, otherPersonId: other['id']!, relativeId: relative.personId, markId: newId(), sessionId: newId(), paperId: 'zz-id-card', serviceId: 'zz-youth-trades' };
}
