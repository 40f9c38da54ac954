import { anybody, withBody, type RoomExpectations } from './about.ts';

export const access: RoomExpectations = {
  reads: {
    'GET /api/offices': anybody,
    'GET /api/audit/check': anybody,
    'GET /api/audit/entries': anybody,
  },
  changes: {
    'POST /api/accounts/search': withBody('nobody’s record', () => ({ list: 'active', text: 'prueba' })),
    'POST /api/accounts/:accountId/end': withBody('nobody’s record', () => ({ why: 'dejó la institución' })),
  },
};
