/** When a link or a sheet may be handed out, and how long it opens a referral. Pure. */
import type { ReferralRecord } from '../rules/record.ts';
import { isClosed } from '../schema.ts';
import type { OutsideKind } from './schema.ts';

const DAY_MS = 86_400_000;

/** What is known of the birth of the person, of which a sheet asks the year. */
export interface Birth { readonly birthDate: string | null; readonly birthPrecision: string }

/** Why none can be made, as a code; null where it can. A sheet asks for the year of birth, so somebody must know it. */
export function outsideProblem(kind: OutsideKind, record: Pick<ReferralRecord, 'state' | 'shareClosed'>, birth: Birth): string | null {
  if (record.state === 'draft') return 'referrals.not-sent';
  if (record.shareClosed || isClosed(record.state)) return 'referrals.already-closed';
  return kind === 'sheet' && (birth.birthDate === null || birth.birthPrecision === 'estimated') ? 'referrals.no-birth-year' : null;
}

/** Until when it opens: so many days from now, or from the day by which the answer is due if that is later. */
export function outsideUntil(now: Date, dueAt: Date | null, days: number): Date {
  return new Date(Math.max(now.getTime(), dueAt?.getTime() ?? 0) + days * DAY_MS);
}

/** Whether a page that was shown still says how the referral stands. */
export function isOldPage(seen: number, now: number): boolean {
  return seen !== now;
}
