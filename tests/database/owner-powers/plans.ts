import { STAFF, to, type OwnersWord } from './words.ts';

export const plans: Readonly<Record<string, OwnersWord>> = {
  'plans.end_contacts': to(STAFF, 'Whoever sees the case that ends.'),
  'plans.follow_case': to([...STAFF, 'system'], 'Brings contacts in line with what cases and joins say already; tells nothing. No sight is asked, because who takes a link back need not see both cases.'),
  'plans.surveys_to_score': to(['system'], 'Answers without who gave them, for the product that computes scores again.'),
  'plans.keep_scores': to(['system'], 'Scores that the product computed, beside those that are there; changes none.'),
  'plans.facts_paper_steps': to(['supervisor'], 'Keys of cases of the offices whose lists they may open, in which somebody is on the way to a paper; no paper is named.'),
  'plans.follow_rhythm': to(['system'], 'Brings contacts that nobody touched in line with the rhythm of the country; tells how many.'),
};
