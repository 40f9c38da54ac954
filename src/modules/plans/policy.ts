import { definePolicy } from '#platform/http';

/** Who may do what with plans and follow-ups. */
export const plansPolicy = definePolicy({
  'plans.read': { roles: ['window', 'protection', 'supervisor'], scope: 'cases the officer may see' },
  'plans.work-list': { roles: ['window', 'protection', 'supervisor'], scope: 'contacts of the own office; for supervisors those of the offices they supervise' },
  'plans.schedule': { roles: ['window', 'protection'], scope: 'cases the officer may see' },
  'plans.read-plan': { roles: ['window', 'protection', 'supervisor'], scope: 'cases the officer may see' },
  'plans.list-steps': { roles: ['window', 'protection', 'supervisor'], scope: 'promised steps of the own office; for supervisors those of the offices they supervise' },
  'plans.keep-plan': { roles: ['window', 'protection'], scope: 'cases the officer may see' },
  'plans.record': { roles: ['window', 'protection'], scope: 'cases the officer may see' },
  'plans.see-conferences': { roles: ['window', 'protection', 'supervisor'], scope: 'cases the officer may see' },
  'plans.hold-conference': { roles: ['window', 'protection'], scope: 'cases the officer may see' },
  'plans.attend-conference': { roles: ['provider', 'window', 'protection'], scope: 'conferences to which the own institution was invited, while the person agrees and the conference is open; of others that it was invited' },
  'plans.see-support': { roles: ['window', 'protection', 'supervisor'], scope: 'cases the officer may see; for secret needs only who may know of the need' },
  'plans.record-support': { roles: ['window', 'protection'], scope: 'cases the officer may see' },
});
