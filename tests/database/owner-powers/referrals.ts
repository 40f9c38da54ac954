import { STAFF, to, type OwnersWord } from './words.ts';

export const referrals: Readonly<Record<string, OwnersWord>> = {
  'referrals.consent_withdrawn': to(STAFF, 'Whoever sees the person who gave it.'),
  'referrals.follow_case': to([...STAFF, 'system'], 'Brings the office of referrals in line with cases and joins; tells nothing. As plans.follow_case.'),
};
