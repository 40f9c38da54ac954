import { definePolicy } from '#platform/http';

const KEEPERS = ['reception', 'window', 'protection', 'consular'] as const;
const IN_SIGHT = 'people whom an office of the actor may see; reception: of contacts, answers, corrections and consents those its own office recorded';

/** Actions of the registry. */
export const registryPolicy = definePolicy({
  'registry.search': { roles: [...KEEPERS, 'supervisor'], scope: IN_SIGHT },
  'registry.read-person': { roles: [...KEEPERS, 'supervisor'], scope: IN_SIGHT },
  'registry.check-duplicates': { roles: KEEPERS, scope: 'everybody of the country, only the columns that a comparison needs' },
  'registry.register': { roles: KEEPERS, scope: 'the own office sees the person from then on' },
  'registry.welcome-back': { roles: KEEPERS, scope: 'somebody whom the duplicate check finds for what was typed' },
  'registry.record': { roles: KEEPERS, scope: IN_SIGHT },
  'registry.keep-apart': { roles: ['protection'], scope: 'pairs of which both are in sight' },
  'registry.decide-identity': { roles: [...KEEPERS, 'supervisor'], scope: 'pairs of which one is in sight' },
  'registry.review-identities': { roles: ['supervisor'], scope: 'doubts of which one record is in sight; of the other only what a comparison needs' },
  'registry.see-recognition': { roles: ['supervisor', 'auditor', 'administrator'], scope: 'weights and common names; nobody is in it' },
  'registry.read-cases': { roles: [...KEEPERS, 'supervisor'], scope: 'cases of people in sight; lists: of the own offices' },
  'registry.keep-case': { roles: ['window', 'protection', 'supervisor'], scope: 'cases of people in sight' },
  'registry.move-cases': { roles: ['supervisor'], scope: 'open cases of offices in sight, to offices in sight' },
  'registry.close-case': { roles: ['window', 'protection', 'supervisor'], scope: 'cases of people in sight' },
  'registry.reopen-case': { roles: ['window', 'protection'], scope: 'closed cases of people in sight' },
  'registry.join-cases': { roles: ['window', 'protection', 'supervisor'], scope: 'two cases of one person of which both records are in sight; officers: to close a case of the own office' },
  'registry.record-consent': { roles: KEEPERS, scope: IN_SIGHT },
  'registry.read-expected': { roles: ['window', 'protection', 'supervisor'], scope: 'people who are expected at a window of the actor; of a case: in sight' },
  'registry.answer-expected': { roles: ['window', 'protection'], scope: 'people who are expected at the own window' },
  'registry.hand-over-abroad': { roles: ['window', 'protection'], scope: 'open cases of people in sight, of the own offices; what carries something of the closed circle: protection' },
  'registry.read-abroad': { roles: ['window', 'protection', 'supervisor'], scope: 'what offices of other countries hand over to the own ones while the person agrees to it, and what was handed over to them' },
  'registry.take-from-abroad': { roles: ['window', 'protection'], scope: 'what an office of another country hands over to the own office; what carries something of the closed circle: protection' },
  'registry.see-readers': { roles: ['supervisor'], scope: 'cases in sight' },
});
