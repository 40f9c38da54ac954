import { inner, trigger, type OwnersWord } from './words.ts';

export const protection: Readonly<Record<string, OwnersWord>> = {
  'protection.handover_is_safe': trigger('Nobody hands a child over without a verified relative and a decision of the authority; looks past what the actor sees, so that nothing is overlooked.'),
  'protection.in_turn': trigger('What a hand-over rests on changes before it or after it, never meanwhile.'),
  'protection.handover_stands': trigger('That a child is with somebody verified follows from the hand-over alone.'),
  'protection.note_steps': inner('When protection looks again, for the lists of the day.'),
  'protection.step_of_question': trigger('What is next in a case follows the day on which protection looks again.'),
  'protection.steps_of_join': trigger('What is next in joined cases is next where they go on.'),
};
