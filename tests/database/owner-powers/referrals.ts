import { CASES, open, STAFF, to, type OwnersWord } from './words.ts';

export const referrals: Readonly<Record<string, OwnersWord>> = {
  'referrals.consent_withdrawn': to(STAFF, 'Whoever sees the person who gave it.'),
  'referrals.follow_case': to([...STAFF, 'system'], 'Brings the office of referrals in line with cases and joins; tells nothing. As plans.follow_case.'),
  'referrals.share_withdrawn': to(STAFF, 'Whether a consent that ever carried a referral was taken back: whoever sees the person who gave it.'),
  'referrals.under_consent': to(STAFF, 'Ids of referrals that rest or rested on a consent, of cases in sight: withdrawing reaches them all, also of needs that are secret.'),
  'referrals.sections_shared': to(CASES, 'Names of the sections that a referral of a case in sight shares now.'),
  'referrals.sections_allowed': open('Whether names of sections may go with a referral: an emergency has at most the contact. Tells nothing of whom.'),
  'referrals.note_case_state': to([...STAFF, 'system'], 'Marks open referrals of a case that is closed, as the case says; tells nothing.'),
  'referrals.make_override': to(['window', 'protection'], 'Writes down an emergency of a case and a need in sight, in the name of the actor; tells nothing.'),
  'referrals.review_override': to(['supervisor', 'protection'], 'Writes down what somebody else says of an emergency in sight; tells nothing.'),
  'referrals.may_review': to(['supervisor', 'protection'], 'Whether an emergency is in sight and somebody else’s.'),
  'referrals.reserved_reviews': to(['supervisor'], 'How many emergencies wait for the closed circle in the own offices: two numbers.'),
  'referrals.found_unjustified': open('Whether an emergency, by its id, was found unjustified; policies ask it beside the case in sight.'),
};
