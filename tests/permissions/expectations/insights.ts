import { anybody, type RoomExpectations } from './about.ts';

export const insights: RoomExpectations = {
  reads: {
    'GET /api/insights/gaps': anybody,
    'GET /api/insights/summary': { ...anybody, query: (w) => ({ from: w.today, to: w.today }) },
    'GET /api/insights/supervision': anybody,
    'GET /api/insights/cases': { ...anybody, query: () => ({ list: 'open' }) },
    'POST /api/insights/cases/search': { ...anybody, body: () => ({ list: 'no-contact', text: 'Ejemplo' }) },
    'GET /api/insights/indicators': { ...anybody, query: (w) => ({ year: w.today.slice(0, 4) }) },
    'GET /api/insights/published': anybody,
    'GET /api/insights/goals': anybody,
  },
};
