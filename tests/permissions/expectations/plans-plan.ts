import { addDays } from '#kernel/dates';
import { anybody, ofCase, withBody, type RoomExpectations } from './about.ts';

export const planReads: RoomExpectations['reads'] = {
  'GET /api/cases/:caseId/plan': ofCase,
  'GET /api/cases/:caseId/plan/sheet': ofCase,
  'GET /api/cases/:caseId/plan/version': { ...ofCase, query: () => ({ number: '1' }) },
  'GET /api/plan-actions': { ...anybody, query: () => ({ list: 'upcoming' }) },
  'GET /api/cases/:caseId/plan/beside': ofCase,
  'GET /api/plan-board': anybody,
  'GET /api/plan-board/goals': { ...anybody, query: () => ({ dimension: 'economic', level: 'individual' }) },
  'POST /api/plan-board/goals/search': withBody('nobody’s record', () => ({ dimension: 'economic', level: 'individual', text: 'Mateo' })),
  'POST /api/plan-actions/search': withBody('nobody’s record', () => ({ list: 'upcoming', text: 'Mateo' })),
};

export const planChanges: RoomExpectations['changes'] = {
  'POST /api/plan-actions/:actionId/day': withBody('case', (w) => ({ dueOn: addDays(w.today, 6), why: 'lo pidió' })),
  'POST /api/plan-actions/:actionId/result': withBody('case', () => ({ state: 'done' })),
  'POST /api/plan-goals/:goalId/result': withBody('case', () => ({ state: 'partly', note: 'va bien' })),
  'POST /api/cases/:caseId/plan/review': withBody('case', (w) => ({ nextOn: addDays(w.today, 60) })),
  'POST /api/cases/:caseId/plan/begin': ofCase,
  'PUT /api/cases/:caseId/plan/draft': withBody('case', () => ({ seq: 0, content: { first: [], goals: [], left: [] } })),
  'POST /api/cases/:caseId/plan/agreement': withBody('case', (w) => ({ seq: 0, how: 'read-aloud', locale: 'es', reviewOn: addDays(w.today, 90) })),
  'POST /api/cases/:caseId/plan/drop': withBody('case', () => ({ seq: 0 })),
};
