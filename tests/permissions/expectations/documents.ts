import { ofCase, withBody, type RoomExpectations } from './about.ts';

export const documents: RoomExpectations = {
  reads: {
    'GET /api/cases/:caseId/papers': ofCase,
  },
  changes: {
    'POST /api/cases/:caseId/papers': withBody('case', (w) => ({ paperId: w.ids['paperId']! })),
    'POST /api/cases/:caseId/papers/:paperId/steps': withBody('case', (w) => ({ step: 'begun', on: w.today })),
    'POST /api/cases/:caseId/papers/:paperId/reports': withBody('case', (w) => ({ serviceId: w.ids['serviceId']!, outcome: 'refused', on: w.today })),
    'POST /api/cases/:caseId/papers/:paperId/drop': ofCase,
  },
};
