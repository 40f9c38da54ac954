import { newId } from '#kernel/ids';
import type { TestServer } from '../../support/server.ts';
import { one } from './asking.ts';

/** An emergency of the case of the story, which consent took the place of, and nobody looked at yet. */
export async function emergencyStory({ server, ids }: { readonly server: TestServer; readonly ids: Readonly<Record<string, string>> }): Promise<{ overrideId: string }> {
  const { overrideId } = await one(server, `insert into referrals.override (id, country, referral_id, case_id, need_id, office_id, reason, decided_by, profession, note, made_by, made_by_name, made_at, review_by)
    select '${newId()}', r.country, r.id, r.case_id, r.need_id, r.office_id, 'life-at-risk', 'Dra. Inventada', 'Médica', 'prueba', '${newId()}', 'Colega', now(), now() + interval '72 hours'
    from referrals.referral r where r.id = '${ids['referralId']!}' returning id as "overrideId"`);
  return { overrideId: overrideId! };
}

/** A referral of the case of the story that is being written, for its other need. */
export async function draftStory({ server, ids }: { readonly server: TestServer; readonly ids: Readonly<Record<string, string>> }): Promise<{ draftId: string }> {
  const { draftId } = await one(server, `insert into referrals.draft (id, country, case_id, need_id, need_label, office_id, service_id, service_name, provider_name, content, remind_on, begun_by, begun_at, saved_by, saved_by_name, saved_at)
    select '${newId()}', c.country, c.id, '${ids['otherNeedId']!}', '{"es":"x","en":"x"}', c.office_id, 'zz-call-centre', '{"es":"x","en":"x"}', '{"es":"x","en":"x"}', '{"sections":[]}', current_date, '${newId()}', now(), '${newId()}', 'Colega', now()
    from registry.case_file c where c.id = '${ids['caseId']!}' returning id as "draftId"`);
  return { draftId: draftId! };
}
