import { CASES, inner, open, STAFF, to, trigger, type OwnersWord } from './words.ts';

export const referrals: Readonly<Record<string, OwnersWord>> = {
  'referrals.consent_withdrawn': to(STAFF, 'Whoever sees the person who gave it.'),
  'referrals.follow_case': to([...STAFF, 'system'], 'Brings the office of referrals in line with cases and joins; tells nothing. As plans.follow_case.'),
  'referrals.end_outside_links': trigger('Links end with the referral or with the consent, whoever ends it.'),
  'referrals.is_open_link': open('Whoever shows the secret of a link learns whether it opens anything, and nothing else.'),
  'referrals.show_secret': open('The secret of a link, or the code of a sheet with the year of birth, opens one referral for this transaction; wrong years are counted.'),
  'referrals.sheet_until': open('Whoever is shown a sheet and types its code learns until when it opens something, and nothing about it.'),
  'referrals.shown_link': inner('The link of the secret that was shown.'),
  'referrals.shown_link_id': open('Asked by policies: the link of the secret that was shown in this transaction, to nobody who is signed in.'),
  'referrals.shown_referral': open('Asked by policies: the referral of the secret that was shown in this transaction, to nobody who is signed in.'),
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
