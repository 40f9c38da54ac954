import { addDays } from '#kernel/dates';
import { ofCase, withBody, type RoomExpectations } from './about.ts';

export const protection: RoomExpectations = {
  reads: {
    'GET /api/cases/:caseId/family-question': ofCase,
  },
  changes: {
    'POST /api/family-questions': withBody('guardian', (w) => ({ caseId: w.ids['childCaseId']! })),
    'POST /api/family-questions/:questionId/relatives': withBody('guardian', () => ({ name: 'Pariente Ficticia', word: 'cousin', foundHow: 'family-came' })),
    'POST /api/family-relatives/:familyRelativeId/child': withBody('guardian', (w) => ({ word: 'wants', said: 'Sí', on: w.today })),
    'POST /api/family-relatives/:familyRelativeId/checks': withBody('guardian', (w) => ({ item: 'home-seen', result: 'confirmed', on: w.today })),
    'POST /api/family-questions/:questionId/care': withBody('guardian', () => ({ kind: 'foster-family', where: 'Casa Ficticia', suits: false, reasons: 'prueba' })),
    'POST /api/family-questions/:questionId/look-again': withBody('guardian', (w) => ({ nextOn: addDays(w.today, 2) })),
    'POST /api/family-questions/:questionId/decisions': withBody('guardian', (w) => ({ outcome: 'go-on-looking', authority: 'Juzgado Ficticio', paper: 'P-1', decidedOn: w.today, reasons: 'prueba' })),
    'POST /api/family-questions/:questionId/handovers': withBody('guardian', (w) => ({ plannedOn: w.today, point: 'at-home', place: 'Casa', broughtBy: 'Protección', cannotTravel: false, travelAid: false })),
    'POST /api/family-handovers/:familyHandoverId/step': withBody('guardian', (w) => ({ step: 'done', on: w.today, identitySeen: true })),
    'POST /api/family-decisions/:familyDecisionId/revoke': withBody('guardian', () => ({ why: 'prueba' })),
    'POST /api/family-relatives/:familyRelativeId/aside': withBody('guardian', () => ({ why: 'prueba' })),
  },
  ends: {
    'POST /api/family-questions/:questionId/end': withBody('guardian', () => ({ code: 'other', why: 'prueba' })),
  },
};
