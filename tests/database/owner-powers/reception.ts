import { DESK, inner, open, POINT, to, trigger, type OwnersWord } from './words.ts';

export const reception: Readonly<Record<string, OwnersWord>> = {
  'reception.bed_is_free': trigger('Counts beds of a place that is not in sight.'),
  'reception.came_with_a_return': trigger('Whose return the window writes down has come to it.'),
  'reception.child_not_alone': trigger('Reads the group and the marks of protection.'),
  'reception.is_point': open('Offices of the own country are no secret (policy office_read).'),
  'reception.item_not_twice': trigger('Looks for the same item among what was given.'),
  'reception.latest_birth': inner('Age of a row, for child_not_alone.'),
  'reception.lists_to_match': to(['system'], 'What the server has still to compare.'),
  'reception.may_be_child': inner('Age of a row, for child_not_alone.'),
  'reception.move_arrivals': to(POINT, 'The own point; a supervisor: points in sight.'),
  'reception.received_part_of': to([...DESK, 'supervisor'], 'A list of which people came to the own point.'),
  'reception.screen_calls': open('A screen of a waiting room has no account: it holds a key, and gets numbers and desks only.'),
  'reception.screen_is_open': open('The same key; says whether it still counts.'),
  'reception.stay_of_code': to(DESK, 'The stay, at the own point, of whoever shows a code.'),
  'reception.undo_move': to(POINT, 'A move from or to a point in sight.'),
};
