import { anybody, type RoomExpectations } from './about.ts';

export const access: RoomExpectations = {
  reads: {
    'GET /api/offices': anybody,
    'GET /api/audit/check': anybody,
    'GET /api/audit/entries': anybody,
  },
};
