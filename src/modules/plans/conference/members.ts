/** Who takes part in a conference, and who of them reads at this moment. */
import type { Ctx } from '#platform/context';
import { consentCovers, getCase } from '#registry';
import * as repository from '../conference-repository.ts';
import type { ConferenceRow, MemberRow } from '../conference-repository.ts';

/** Members, each with whether it reads now: nobody ended it, and the consent stands. */
export async function membersWhoRead(ctx: Ctx, row: ConferenceRow): Promise<(MemberRow & { reads: boolean })[]> {
  const members = await repository.membersOf(ctx.actor, ctx.tx, row.id);
  const over = row.members_until !== null && row.members_until <= ctx.now;
  if (members.length === 0) return [];
  const { personId } = await getCase(ctx, row.case_id);
  const seen: (MemberRow & { reads: boolean })[] = [];
  for (const member of members) {
    const { consentId } = await consentCovers(ctx, personId, { purpose: 'conference', recipientOrganizationId: member.organization_id, sections: [] });
    seen.push({ ...member, reads: !over && member.share_closed_at === null && consentId !== null });
  }
  return seen;
}
