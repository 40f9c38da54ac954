import { definePolicy } from '#platform/http';

/** Who may do what with the family of a child. */
export const protectionPolicy = definePolicy({
  'protection.see-family': { roles: ['window', 'protection', 'supervisor'], scope: 'cases the officer may see; all but protection learn only that protection looks after it' },
  'protection.keep-family': { roles: ['protection'], scope: 'cases that the own office may see' },
  'protection.decide-family': { roles: ['protection'], scope: 'cases that the own office may see; what the authority decided, with its day and paper' },
  'protection.hand-over': { roles: ['protection'], scope: 'cases that the own office may see; never without a verified relative and a decision' },
});
