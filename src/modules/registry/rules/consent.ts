/** Does what the person agreed to cover what somebody wants to share? */
import type { ConsentAnswer, ConsentQuestion, ConsentSection } from '../schema.ts';

/** A recorded consent or refusal, oldest first. */
export interface RecordedConsent {
  readonly consentId: string;
  readonly purpose: string;
  readonly recipientOrganizationId: string | null;
  readonly recipientServiceId: string | null;
  readonly sections: readonly string[];
  readonly given: boolean;
  readonly withdrawnAt: string | null;
}

/** A consent reaches the recipient it names: the organization, and the service if it names one. */
function reaches(consent: RecordedConsent, question: ConsentQuestion): boolean {
  if (consent.purpose !== question.purpose) return false;
  if (consent.recipientOrganizationId !== (question.recipientOrganizationId ?? null)) return false;
  return consent.recipientServiceId === null || consent.recipientServiceId === (question.recipientServiceId ?? null);
}

/** Consents that stand: not withdrawn, and not followed by a refusal for the same recipient. */
function standing(consents: readonly RecordedConsent[], question: ConsentQuestion): RecordedConsent[] {
  let kept: RecordedConsent[] = [];
  for (const consent of consents) {
    if (consent.withdrawnAt !== null || !reaches(consent, question)) continue;
    kept = consent.given ? [...kept, consent] : [];
  }
  return kept;
}

/** Which of the asked sections are covered, and by which consent (the newest that stands). */
export function coverage(consents: readonly RecordedConsent[], question: ConsentQuestion): ConsentAnswer {
  const stands = standing(consents, question);
  const covered = new Set(stands.flatMap((c) => c.sections));
  const missing = question.sections.filter((s: ConsentSection) => !covered.has(s));
  return { covered: stands.length > 0 && missing.length === 0, consentId: stands.at(-1)?.consentId ?? null, missing };
}
