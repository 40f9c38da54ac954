import { definePolicy } from '#platform/http';

/** Who may do what with referrals. */
export const referralsPolicy = definePolicy({
  'referrals.send': { roles: ['window', 'protection'], scope: 'cases the officer may see' },
  'referrals.draft': { roles: ['window', 'protection'], scope: 'cases and needs in sight; shares nothing' },
  'referrals.read': { roles: ['window', 'protection', 'supervisor'], scope: 'referrals of cases the officer may see; for secret needs only protection and who sent them' },
  'referrals.follow': { roles: ['window', 'protection'], scope: 'referrals of cases the officer may see' },
  'referrals.hand-out': { roles: ['window', 'protection'], scope: 'links and sheets of referrals of cases the officer may see' },
  'referrals.override': { roles: ['window', 'protection'], scope: 'cases and needs in sight, by the roles that the country names' },
  'referrals.review': { roles: ['supervisor', 'protection'], scope: 'emergencies of the own offices whose need the actor may know of; to decide: never the own ones' },
  'referrals.inbox': { roles: ['provider'], scope: 'referrals sent to the organization, until closed and retention has passed' },
  'referrals.answer': { roles: ['provider'], scope: 'referrals sent to the organization' },
});
