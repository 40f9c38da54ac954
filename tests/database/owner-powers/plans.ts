import { STAFF, to, type OwnersWord } from './words.ts';

export const plans: Readonly<Record<string, OwnersWord>> = {
  'plans.bears_names': to(STAFF, 'Whether the person of a case in sight bears names that the reader knows already; nothing for a case out of sight.'),
  'plans.follow_plans': to([...STAFF, 'system'], 'Brings plans in line with what cases and joins say already; tells nothing. No sight is asked, as for contacts.'),
  'plans.end_contacts': to(STAFF, 'Whoever sees the case that ends.'),
  'plans.follow_case': to([...STAFF, 'system'], 'Brings contacts in line with what cases and joins say already; tells nothing. No sight is asked, because who takes a link back need not see both cases.'),
};
