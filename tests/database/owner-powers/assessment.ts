import { CASES, inner, KEEPERS, STAFF, to, trigger, type OwnersWord } from './words.ts';

export const assessment: Readonly<Record<string, OwnersWord>> = {
  'assessment_restricted.answers_of': to(['protection', 'window', 'reception', 'consular'], 'Runs as ventanilla_restricted, for which the policies hold: protection reads, and whoever asks as long as the interview lasts.'),
  'assessment_restricted.keep_answer': to(KEEPERS, 'Runs as ventanilla_restricted, for which the policies hold: what the actor was told in an interview in sight; tells nothing.'),
  'assessment.place_of_need': trigger('A need lies where its case leads to, whoever opens it.'),
  'assessment.came_to_be_asked': trigger('An interview face to face at the window where somebody is expected means that they came.'),
  'assessment.follow_place': trigger('A need lies where its case leads to, whoever changes that.'),
  'assessment.needs_to_look_at': to(['system'], 'Open needs that the directory was not searched for.'),
  'assessment.note_looked': to(['system'], 'Whether the directory has something for a need.'),
  'assessment.next_part': to(['system'], 'Comparing open cases with a service that changed.'),
  'assessment.needs_alike': to(['system'], 'Comparing open cases with a service that changed.'),
  'assessment.needs_by_id': to(['system'], 'Comparing open cases with a service that changed.'),
  'assessment.look_again_at': to(['system'], 'Needs for which the directory is searched again.'),
  'assessment.note_found': to(['system'], 'Needs for which a service that changed is something.'),
  'assessment.add_news': to(['system'], 'News of a service that changed.'),
  'assessment.safety_comes_first': to(CASES, 'That safety comes first in a case in sight, without why.'),
  'assessment.circle_of': to(KEEPERS, 'The office that an alarm of a case in sight reaches: an id, nothing of people.'),
  'assessment.on_duty': to(STAFF, 'Whoever sees a case: names and telephones of work of who is on duty now, and names of supervision; nothing of people.'),
  'assessment.may_see_need': to(STAFF, 'A need of a case in sight; a secret one to protection and to who opened it.'),
  'assessment.note_alert_steps': inner('What is next in a case, of its alerts.'),
  'assessment.step_of_alert': trigger('What is next in a case follows its alerts.'),
  'assessment.alert_steps_of_join': trigger('What is next in joined cases is next where they go on.'),
};
