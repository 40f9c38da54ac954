import { KEEPERS, open, STAFF, to, type OwnersWord } from './words.ts';

export const feedback: Readonly<Record<string, OwnersWord>> = {
  'feedback.steers_nationally': open('Whether the actor itself is a supervisor of the national office; tells of nobody else.'),
  'feedback.may_read': to(['supervisor', 'protection'], 'Whether an item is one that the actor receives; policies of its words ask it.'),
  'feedback.may_write': to(STAFF, 'Whether the actor receives an item, or writes it down at this moment.'),
  'feedback.classify': to(['supervisor', 'protection'], 'Changes kind, office and person of an item in sight, also so that the actor does not see it any more; tells only whether it does.'),
  'feedback.receive_from_outside': open('Keeps what somebody without an account says; answers to nobody who is signed in, and tells only whether it was kept.'),
  'feedback.shown_by_code': open('Whoever shows the code of an item reads how it stands and the newest answer, sealed; nobody who is signed in.'),
  'feedback.reply_from_outside': open('Whoever shows the code of an answered item says whether the answer is enough; nobody who is signed in.'),
  'feedback.escalate': to(['system'], 'Marks what ran out of time, by the product itself; a number.'),
  'feedback_restricted.words_of': to(['supervisor', 'protection'], 'Runs as the role of the restricted tier, for which the policies hold.'),
  'feedback_restricted.add_word': to([...KEEPERS, 'supervisor'], 'Runs as the role of the restricted tier, for which the policies hold.'),
};
