import { CASES, inner, STAFF, to, trigger, type OwnersWord } from './words.ts';

export const plans: Readonly<Record<string, OwnersWord>> = {
  'plans.bears_names': to(CASES, 'Whether the person of a case in sight bears names that the reader knows already; nothing for a case out of sight.'),
  'plans.follow_plans': to([...STAFF, 'system'], 'Brings plans in line with what cases and joins say already; tells nothing. No sight is asked, as for contacts.'),
  'plans.end_contacts': to(STAFF, 'Whoever sees the case that ends.'),
  'plans.follow_case': to([...STAFF, 'system'], 'Brings contacts in line with what cases and joins say already; tells nothing. No sight is asked, because who takes a link back need not see both cases.'),
  'plans.conference_seat': to(['provider', 'window', 'protection'], 'The own seat in a conference, while consent stands; asked by policies, which look past what a member sees.'),
  'plans.close_conference_shares': to([...STAFF, 'system'], 'Ends what members read under a consent that was taken back, whoever wrote that down; tells nothing.'),
  'plans.close_conferences': to([...STAFF, 'system'], 'Ends the conferences of a case that is closed; tells nothing.'),
  'plans.surveys_to_score': to(['system'], 'Answers without who gave them, for the product that computes scores again.'),
  'plans.keep_scores': to(['system'], 'Scores that the product computed, beside those that are there; changes none.'),
  'plans.facts_paper_steps': to(['supervisor'], 'Keys of cases of the offices whose lists they may open, in which somebody is on the way to a paper; no paper is named.'),
  'plans.follow_rhythm': to(['system'], 'Brings contacts that nobody touched in line with the rhythm of the country; tells how many.'),
  'plans.note_steps': inner('What is next in a case, of its contacts.'),
  'plans.step_of_contact': trigger('What is next in a case follows its contacts.'),
  'plans.steps_of_join': trigger('What is next in joined cases is next where they go on.'),
  'plans.is_of_office': to(STAFF, 'Whether an office has a case in sight in charge.'),
  'plans.consent_seats': to(STAFF, 'Whether a consent, by its id, is for an institution in a conference about a case in sight.'),
  'plans.consent_covers': to(STAFF, 'Whether a consent of a person in sight covers these sections.'),
};
