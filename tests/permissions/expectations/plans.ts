import { addDays } from '#kernel/dates';
import { planChanges, planReads } from './plans-plan.ts';
import { anybody, ofCase, withBody, type RoomExpectations } from './about.ts';

export const plans: RoomExpectations = {
  reads: {
    ...planReads,
    'GET /api/cases/:caseId/follow-ups': ofCase,
    'GET /api/follow-ups': { ...anybody, query: () => ({ list: 'upcoming' }) },
    'GET /api/follow-ups/:followUpId': ofCase,
  },
  changes: {
    ...planChanges,
    'POST /api/cases/:caseId/follow-ups': withBody('case', (w) => ({ dueOn: addDays(w.today, 5), channel: 'phone' })),
    'POST /api/follow-ups/:followUpId/day': withBody('case', (w) => ({ dueOn: addDays(w.today, 4), why: 'lo pidió' })),
    'POST /api/follow-ups/:followUpId/attempts': withBody('case', () => ({ channel: 'phone', outcome: 'no-answer' })),
    'POST /api/follow-ups/:followUpId/survey': withBody('case', () => ({ answers: {}, mode: 'phone', locale: 'es', agreed: true })),
  },
};
