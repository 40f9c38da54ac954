import { definePolicy } from '#platform/http';

/** Who writes down what people say, and who answers it. Whoever it is about does neither read nor answer it. */
export const feedbackPolicy = definePolicy({
  'feedback.record': {
    roles: ['reception', 'window', 'protection', 'consular', 'supervisor'],
    scope: 'anything that a person says, in a case that is in sight or in none; it is written and not read again',
  },
  'feedback.receive': {
    roles: ['supervisor', 'protection'],
    scope: 'supervisors: of the offices in their sight, but not about the conduct of people of their own; restricted: the closed circle alone, outside the office that it is about; never who it is about',
  },
  'feedback.handle': { roles: ['supervisor', 'protection'], scope: 'items that the actor receives' },
});
