import { colleagueNames } from '#access';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import * as repository from '../repository/consents.ts';
import { listIdentity } from '../repository/identity.ts';
import { findPerson } from '../repository/people.ts';
import { coverage } from '../rules/consent.ts';
import { RecordConsent, type Consent, type ConsentAnswer, type ConsentQuestion } from '../schema.ts';
import { shaped } from './shared.ts';

/** Records what a person agreed to or refused. Refusing is recorded like agreeing, and blocks no help. */
export async function recordConsent(ctx: Ctx, subject: { personId: string; caseId?: string | null }, command: RecordConsent): Promise<{ consentId: string }> {
  const consent = shaped(RecordConsent, command);
  if (!(await findPerson(ctx.actor, ctx.tx, subject.personId))) throw notFound();
  if (consent.purpose === 'referral') requireRecipient(consent);
  const consentId = newId(ctx.now);
  await repository.insertConsent(ctx.actor, ctx.tx, {
    ...consent, id: consentId, personId: subject.personId, caseId: subject.caseId ?? null, recipientOrganizationId: consent.recipientOrganizationId ?? null,
    recipientServiceId: consent.recipientServiceId ?? null, childAssent: consent.childAssent ?? null, now: ctx.now,
  });
  // Who said no to somebody can be asked now: what was shared because they could not be ends with it.
  if (!consent.given && consent.recipientOrganizationId) await ctx.tell({ type: 'registry.consent-refused', consentId, personId: subject.personId, caseId: subject.caseId ?? null });
  return { consentId };
}

/** Sharing with somebody names whom and, if agreed, what. */
function requireRecipient(consent: Pick<RecordConsent, 'recipientOrganizationId' | 'given' | 'sections'>): void {
  if (!consent.recipientOrganizationId) throw refuse('registry.consent-recipient-missing', { field: 'recipientOrganizationId' });
  if (consent.given && !consent.sections?.length) throw refuse('registry.consent-sections-missing', { field: 'sections' });
}

/** Withdraws a consent: from now on it covers nothing. Rooms that shared under it hear of it. */
export async function withdrawConsent(ctx: Ctx, consentId: string): Promise<void> {
  const consent = await repository.findConsent(ctx.actor, ctx.tx, consentId);
  if (!consent) throw notFound();
  if (!(await repository.withdrawConsent(ctx.actor, ctx.tx, consentId, ctx.now))) throw refuse('registry.consent-already-withdrawn', { status: 409 });
  await ctx.tell({ type: 'registry.consent-withdrawn', consentId, personId: consent.personId, caseId: consent.caseId });
}

/** Whether what the person agreed to covers what somebody wants to share, and what is missing. */
export async function consentCovers(ctx: Ctx, personId: string, question: ConsentQuestion): Promise<ConsentAnswer> {
  const rows = await repository.listConsents(ctx.actor, ctx.tx, personId);
  return coverage(rows.map(({ id, withdrawnAt, ...k }) => ({ ...k, consentId: id, withdrawnAt: withdrawnAt?.toISOString() ?? null })), question);
}

/** Consents and refusals of a person under whichever of their records in sight they were recorded, newest first. */
export async function consentsOf(ctx: Ctx, personId: string): Promise<Consent[]> {
  const rows: repository.ConsentRow[] = [];
  for (const record of await listIdentity(ctx.actor, ctx.tx, personId)) rows.push(...(await repository.listConsents(ctx.actor, ctx.tx, record)));
  rows.sort((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime());
  const names = await colleagueNames(ctx, rows.map((r) => r.recordedBy));
  return rows.toReversed().map(({ id, recordedBy, recordedAt, withdrawnAt, ...k }) => ({
    ...k, consentId: id, by: names.get(recordedBy) ?? null, recordedAt: recordedAt.toISOString(), withdrawnAt: withdrawnAt?.toISOString() ?? null,
  }));
}
