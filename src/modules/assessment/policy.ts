import { definePolicy } from '#platform/http';

/** Who may do what with assessments, needs and alerts. */
export const assessmentPolicy = definePolicy({
  'assessment.read': { roles: ['reception', 'window', 'protection', 'supervisor'], scope: 'cases the officer may see; restricted answers only for protection; reception: what its own office began' },
  'assessment.answer': { roles: ['reception', 'window', 'protection'], scope: 'cases the officer may see' },
  'assessment.needs.read': { roles: ['reception', 'window', 'protection', 'supervisor'], scope: 'cases the officer may see; restricted needs only for protection and who asked; reception: those its own office found' },
  'assessment.needs.write': { roles: ['reception', 'window', 'protection'], scope: 'cases the officer may see' },
  'assessment.news.read': { roles: ['window', 'protection', 'supervisor'], scope: 'cases and needs the officer may see, of the own offices' },
  'assessment.news.seen': { roles: ['window', 'protection'], scope: 'the same' },
  'assessment.alerts.read': { roles: ['reception', 'window', 'protection', 'supervisor'], scope: 'cases the officer may see; reception: its own alerts; what a closed one is about: protection and who asked' },
  'assessment.alerts.list': { roles: ['protection', 'supervisor'], scope: 'protection: alarms that its office was told; supervisor: those of cases in sight, closed ones without what they are about' },
  'assessment.alerts.take': { roles: ['protection'], scope: 'alarms that its office was told' },
  'assessment.duty.keep': { roles: ['protection', 'supervisor'], scope: 'the roster of the own offices' },
  'assessment.alerts.answer': { roles: ['reception', 'window', 'protection'], scope: 'cases the officer may see; closed ones: protection and who asked' },
});
