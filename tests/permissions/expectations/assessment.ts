import { anybody, ofCase, withBody, type RoomExpectations } from './about.ts';

export const assessment: RoomExpectations = {
  reads: {
    'GET /api/cases/:caseId/needs': ofCase,
    'GET /api/cases/:caseId/needs/:needId/suggestions': ofCase,
    'GET /api/cases/:caseId/alerts': ofCase,
    'GET /api/needs/:needId/history': ofCase,
    'GET /api/cases/:caseId/assessments': ofCase,
    'GET /api/cases/:caseId/assessments/:assessmentId': ofCase,
    'GET /api/fit-news': anybody,
    'GET /api/alerts': anybody,
    'GET /api/cases/:caseId/duty': ofCase,
    'GET /api/duty': anybody,
    'POST /api/alerts/search': { about: 'nobody’s record', body: () => ({ list: 'waiting', text: 'ida' }) },
  },
  changes: {
    'POST /api/cases/:caseId/needs': withBody('case', () => ({ need: 'legal_orientation', urgency: 'long' })),
    'POST /api/cases/:caseId/assessments': withBody('case', () => ({ instrument: 'screening', locale: 'es' })),
    'PUT /api/cases/:caseId/assessments/:assessmentId/answers': withBody('case', () => ({ answers: { familySupport: { state: 'value', value: true } } })),
    'POST /api/cases/:caseId/assessments/:assessmentId/complete': withBody('case', () => ({ leaveOpen: true })),
    'GET /api/cases/:caseId/assessments/:assessmentId/record': ofCase,
    'POST /api/needs/:needId/change': withBody('case', () => ({ urgency: '72h', why: 'se acerca la fecha' })),
    'POST /api/alerts/:alertId/answer': withBody('case', () => ({ what: 'hablado con protección' })),
    // An alert of work: nobody is told of it, so there is nothing to take, and whoever does not see it learns no more.
    'POST /api/alerts/:alertId/take': { about: 'case' },
    'POST /api/duty': withBody('own roster', (w) => ({ officeId: w.ids['rosterOfficeId'], accountId: w.ids['rosterAccountId'], fromDay: w.today, fromHour: '08:00', untilHour: '07:00', phone: '5550 0101' })),
    'POST /api/duty/:turnId/strike': { about: 'own roster' },
    'POST /api/fit-news/:newsId/seen': withBody('case', () => ({})),
  },
  ends: {
    'POST /api/needs/:needId/cover': withBody('case', (w) => ({ by: w.ids['otherNeedId'], why: 'lo resuelve el mismo servicio' })),
    'POST /api/needs/:needId/state': withBody('case', () => ({ state: 'open', why: 'hace falta aparte' })),
  },
};
