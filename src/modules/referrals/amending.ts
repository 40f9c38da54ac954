/** Changes after sending: versions of what is shared, each with its place in the history. */
import { refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import type { ConsentSection } from '#registry/schema';
import { insertVersion } from './repository/versions.ts';
import type { ReferralRow } from './repository/scope.ts';
import { consentProblem, isCovered } from './rules/consent.ts';
import type { AmendOptions, AmendReferral, OfficerReferral, Snapshot } from './schema.ts';
import { agreed, optionsOf, readyAgain, type Ready } from './sending.ts';
import { carryOut, decided, getReferral, officersRow } from './service.ts';
import { takeSnapshot, withWishes } from './snapshot.ts';

/** What the officer and the person look at before a change. */
export async function amendOptions(ctx: Ctx, id: string): Promise<AmendOptions> {
  const row = await officersRow(ctx, id);
  const ready = await readyAgain(ctx, row);
  return {
    urgency: row.urgency, note: row.snapshot?.note ?? null, byWoman: row.snapshot?.byWoman ?? false, attendedBy: row.snapshot?.attendedBy ?? null, shared: [...(row.sections ?? [])], emergency: row.override_id !== null,
    options: { ...await optionsOf(ctx, ready), alreadyAsked: false },
    caseId: row.case_id,
  };
}

type Wishes = Required<Pick<Snapshot, 'byWoman' | 'attendedBy'>>;

/** The wishes as they stand after the change. To take one out needs nobody; one that is new tells more of somebody, and goes with a consent only, also in an emergency. */
function wishesAfter({ snapshot }: ReferralRow, body: AmendReferral): Wishes {
  const before = { byWoman: snapshot?.byWoman ?? false, attendedBy: snapshot?.attendedBy ?? null };
  const after = { byWoman: body.byWoman ?? before.byWoman, attendedBy: body.attendedBy === undefined ? before.attendedBy : body.attendedBy };
  const more = (['byWoman', 'attendedBy'] as const).find((wish) => after[wish] && after[wish] !== before[wish]);
  if (more && !body.consent) throw refuse('referrals.more-needs-consent', { field: more });
  return after;
}

/** Why this change needs a consent that was not given with it. */
function requireCovered(row: ReferralRow, body: AmendReferral, ready: Ready): void {
  if (body.consent) {
    const problem = consentProblem(body.consent, { age: ready.known.age, pack: ready.pack });
    if (problem) throw refuse(problem.code, problem);
    if (!isCovered(body.sections, body.consent.sections)) throw refuse('referrals.more-needs-consent', { field: 'sections' });
  } else if (!isCovered(body.sections, row.sections ?? [])) throw refuse('referrals.more-needs-consent', { field: 'sections' });
}

/** Changes note, urgency, wishes and what is shared. A consent given with it carries the referral from now on, also in the place of an emergency. */
export async function amendReferral(ctx: Ctx, id: string, body: AmendReferral): Promise<OfficerReferral> {
  const row = await officersRow(ctx, id);
  const command = { id: newId(ctx.now), kind: 'amend', urgency: body.urgency, consent: body.consent !== undefined } as const;
  // Asked first: of a referral that ended meanwhile the database takes no version, and nobody would read why.
  decided(ctx, { row, command, side: 'officer' });
  const ready = await readyAgain(ctx, row);
  requireCovered(row, body, ready);
  const consentId = body.consent ? await agreed(ctx, ready, body.consent) : null;
  const version = row.shared_version + 1;
  const sections = [...new Set<ConsentSection>(body.sections)];
  const copy = takeSnapshot(ready.known, sections, { code: row.need_code, label: row.need_label }, body.note || null, ready.pack, ready.words);
  const snapshot = withWishes(copy, wishesAfter(row, body));
  // An emergency shares no note, as long as nobody agreed.
  const shared = row.override_id && !consentId ? { ...snapshot, note: null } : snapshot;
  await insertVersion(ctx.actor, ctx.tx, { referralId: id, version, at: ctx.now, sections, consentId, consentBefore: row.consent_id, snapshot: shared });
  await carryOut(ctx, { row, side: 'officer', command, details: { version, ...(consentId ? { consentId } : {}) } });
  return getReferral(ctx, id);
}
