import { anybody, type RoomExpectations } from './about.ts';

export const insights: RoomExpectations = {
  reads: {
    'GET /api/insights/gaps': anybody,
    'GET /api/insights/summary': { ...anybody, query: (w) => ({ from: w.today, to: w.today }) },
    'GET /api/insights/cases-without-step': anybody,
    'GET /api/insights/indicators': { ...anybody, query: (w) => ({ year: w.today.slice(0, 4) }) },
    'GET /api/insights/published': anybody,
  },
};
