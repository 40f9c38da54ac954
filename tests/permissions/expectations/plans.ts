import { addDays } from '#kernel/dates';
import { planChanges, planReads } from './plans-plan.ts';
import { anybody, ofCase, withBody, type RoomExpectations } from './about.ts';

const conferences: RoomExpectations['changes'] = {
  'POST /api/cases/:caseId/conferences': withBody('case', (w) => ({ question: '¿Quién ayuda?', how: 'call', plannedOn: addDays(w.today, 5) })),
  'POST /api/conferences/:conferenceId/members': withBody('case', () => ({ organizationId: 'zz-nobody', consent: { given: true, sections: [], locale: 'es', wordingVersion: 'x', manner: 'read-aloud' } })),
  'POST /api/conferences/:conferenceId/entries': withBody('case', () => ({ kind: 'note', text: 'nota' })),
  'POST /api/conferences/:conferenceId/tasks': withBody('case', (w) => ({ what: 'preguntar', dueOn: addDays(w.today, 5) })),
  'POST /api/conferences/:conferenceId/tasks/:taskId': withBody('case', () => ({ step: 'take' })),
  'POST /api/conferences/:conferenceId/when': withBody('case', (w) => ({ how: 'call', plannedOn: addDays(w.today, 6) })),
  'POST /api/member-conferences/:conferenceId/contributions': withBody('inbox', () => ({ text: 'hay cupo' })),
  'POST /api/member-conferences/:conferenceId/tasks': withBody('inbox', (w) => ({ what: 'inscribir', dueOn: addDays(w.today, 5) })),
  'POST /api/member-conferences/:conferenceId/tasks/:taskId': withBody('inbox', () => ({ step: 'take' })),
  'POST /api/conferences/:conferenceId/members/:memberId/end': withBody('case', () => ({})),
  'POST /api/conferences/:conferenceId/step': withBody('case', () => ({ step: 'hold' })),
};

const support: RoomExpectations['changes'] = {
  'POST /api/cases/:caseId/support': withBody('case', (w) => ({ need: 'job_placement', givenOn: w.today, giver: 'own-office' })),
  'POST /api/cases/:caseId/support/from-referral': withBody('case', (w) => ({ referralId: w.ids['referralId'] })),
  'POST /api/support/:supportId/corrections': withBody('case', (w) => ({ need: 'job_placement', givenOn: w.today, giver: 'own-office', seq: 1, why: 'prueba' })),
  'POST /api/support/:supportId/strike': withBody('case', () => ({ seq: 2, why: 'prueba' })),
};

export const plans: RoomExpectations = {
  reads: {
    ...planReads,
    'GET /api/cases/:caseId/follow-ups': ofCase,
    'GET /api/follow-ups': { ...anybody, query: () => ({ list: 'upcoming' }) },
    'GET /api/follow-ups/:followUpId': ofCase,
    'GET /api/cases/:caseId/conferences': ofCase,
    'GET /api/cases/:caseId/conference-options': ofCase,
    'GET /api/conferences/:conferenceId': ofCase,
    'POST /api/member-conferences/search': { ...anybody, body: () => ({ list: 'open' }) },
    'GET /api/member-conferences/:conferenceId': { about: 'inbox' },
    'GET /api/cases/:caseId/support': ofCase,
    'POST /api/follow-ups/search': { ...anybody, body: () => ({ list: 'overdue', text: 'Ejemplo' }) },
  },
  changes: {
    ...planChanges,
    'POST /api/cases/:caseId/follow-ups': withBody('case', (w) => ({ dueOn: addDays(w.today, 5), channel: 'phone' })),
    'POST /api/follow-ups/:followUpId/day': withBody('case', (w) => ({ dueOn: addDays(w.today, 4), why: 'lo pidió' })),
    'POST /api/follow-ups/:followUpId/attempts': withBody('case', () => ({ channel: 'visit', outcome: 'no-answer' })),
    'POST /api/cases/:caseId/found': withBody('case', () => ({ how: 'came' })),
    'POST /api/follow-ups/:followUpId/survey': withBody('case', () => ({ answers: {}, mode: 'phone', locale: 'es', agreed: true })),
    ...conferences,
    ...support,
  },
};
