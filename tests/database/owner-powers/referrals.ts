import { inner, open, STAFF, to, trigger, type OwnersWord } from './words.ts';

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
  'referrals.note_steps': inner('What is next in a case, of its referrals.'),
  'referrals.step_of_referral': trigger('What is next in a case follows its referrals.'),
};
