import { inner, open, STAFF, to, trigger, type OwnersWord } from './words.ts';

export const directory: Readonly<Record<string, OwnersWord>> = {
  'directory.answers_for': inner('Whether the actor gives a service, or shows the secret of a referral to it.'),
  'directory.confirm_by_link': open('An organization without an account shows the secret of its link: says of one of its own entries that it is still true.'),
  'directory.confirmation_counts': trigger('The state of an entry follows what was confirmed, whoever may not write it.'),
  'directory.count_version': trigger('The version counts whoever writes services.'),
  'directory.count_paper_report': trigger('Finished public pages follow what was reported of papers, whoever reports.'),
  'directory.end_answered_link': inner('A link ends when every entry it opens was answered.'),
  'directory.entries_of_link': open('The secret of a link opens the entries of one organization, as long as it holds.'),
  'directory.give_place_back': to([...STAFF, 'provider'], 'A place that a referral holds; tells nothing.'),
  'directory.gives_service': inner('Whether a service is the actor’s own, or the actor a steward.'),
  'directory.note_answer': to(['provider', 'steward', 'window', 'protection'], 'Counts how a referral was answered; tells nothing.'),
  'directory.note_service_change': trigger('Keeps the entry before and after a change, whoever wrote it.'),
  'directory.open_link': inner('The link of a secret, while it holds.'),
  'directory.outcome_of_report': open('Whoever reported without an account holds the number of the report; tells its state and the entry, no words.'),
  'directory.paper_report_from_outside': open('Anybody may say whether a paper was taken at a service in public sight whose place is no secret, so many times a day; tells nothing.'),
  'directory.propose_by_link': open('The secret of a link proposes about entries of one organization; a steward looks at it.'),
  'directory.report_from_outside': open('Anybody may say that an entry in public sight is wrong, so many times a day; tells nothing.'),
  'directory.set_places': to(['provider', 'steward'], 'Places of a service of the own organization; a steward: of the country.'),
  'directory.take_place': to(['provider', 'steward'], 'A place of a service of the own organization.'),
};
