import { ADULT_FROM } from '#kernel/birth';
import type { Problem } from '#kernel/errors';

/** What was agreed, as the rules look at it. */
interface AgreedTo {
  readonly given: boolean;
  readonly sections: readonly string[];
  readonly wordingVersion: string;
  readonly givenBy: 'person' | 'guardian';
  readonly childAssent?: boolean | undefined;
}

/** Why this consent does not carry a referral, or null. For a child both a guardian agrees and the child is asked. */
export function consentProblem(
  consent: AgreedTo, about: { age: number | null; pack: { consent: { version: string }; sections: readonly { code: string }[] } },
): Problem | null {
  if (!consent.given) return { code: 'referrals.consent-missing', field: 'consent.given' };
  if (consent.wordingVersion !== about.pack.consent.version) return { code: 'referrals.wording-changed', field: 'consent.wordingVersion' };
  if (consent.sections.some((code) => !about.pack.sections.some((s) => s.code === code))) return { code: 'referrals.unknown-section', field: 'consent.sections' };
  if (about.age === null || about.age >= ADULT_FROM) return null;
  if (consent.givenBy !== 'guardian') return { code: 'referrals.guardian-needed', field: 'consent.givenBy' };
  return consent.childAssent ? null : { code: 'referrals.child-assent-needed', field: 'consent.childAssent' };
}

/** True if everything of `wanted` was agreed to before. */
export function isCovered(wanted: readonly string[], agreed: readonly string[]): boolean {
  return wanted.every((code) => agreed.includes(code));
}
