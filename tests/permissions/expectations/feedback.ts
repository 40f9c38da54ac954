import { anybody, withBody, type RoomExpectations } from './about.ts';

export const feedback: RoomExpectations = {
  reads: {
    'POST /api/feedback/search': { ...anybody, body: () => ({ list: 'received' }) },
    'GET /api/feedback/:feedbackId': { about: 'complaint' },
  },
  changes: {
    'POST /api/feedback': { ...anybody, body: () => ({ kind: 'suggestion', channel: 'window', said: 'Más sillas', wantsAnswer: false, language: 'es' }) },
    'POST /api/feedback/:feedbackId/steps': withBody('complaint', () => ({ step: 'take', seen: 'received' })),
  },
};
