import { definePolicy } from '#platform/http';

/** Who may do what with follow-ups. */
export const plansPolicy = definePolicy({
  'plans.read': { roles: ['window', 'protection', 'supervisor'], scope: 'cases the officer may see' },
  'plans.work-list': { roles: ['window', 'protection', 'supervisor'], scope: 'contacts of the own office; for supervisors those of the offices they supervise' },
  'plans.schedule': { roles: ['window', 'protection'], scope: 'cases the officer may see' },
  'plans.record': { roles: ['window', 'protection'], scope: 'cases the officer may see' },
});
