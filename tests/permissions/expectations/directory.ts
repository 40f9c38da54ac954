import { anybody, withBody, type RoomExpectations } from './about.ts';

const DIRECTORY_FILE = '{"organization":[{"id":"00000000-0000-5000-8000-000000000001","name":"Prueba","x_kind":"private"}]}';

export const directory: RoomExpectations = {
  reads: {
    'GET /api/directory/services': anybody,
    'GET /api/directory/services/:serviceId': { about: 'country’s record' },
    'GET /api/directory/services/:serviceId/criteria': { about: 'country’s record' },
    'GET /api/directory/criteria-form': anybody,
    'GET /api/directory/services/:serviceId/paper-reports': { about: 'country’s record' },
    'GET /api/directory/services/:serviceId/places': { about: 'country’s record' },
    'GET /api/directory/needs': anybody,
    'GET /api/directory/export': anybody,
    'GET /api/directory/imports': anybody,
    'GET /api/directory/imports/:importId': { about: 'country’s record' },
    'GET /api/directory/documents': anybody,
    'GET /api/directory/rights': anybody,
    'GET /api/directory/reception-points': anybody,
    'GET /api/directory/entries': anybody,
    'GET /api/directory/entries/:entry': { about: 'own service' },
    'GET /api/directory/proposals': anybody,
    'GET /api/directory/proposals/:proposalId': { about: 'own service' },
    'GET /api/directory/reports/own': anybody,
    'GET /api/directory/departments': anybody,
    'GET /api/directory/map': anybody,
    'GET /api/directory/owner-links': { ...anybody, query: () => ({ organization: 'zz-training' }) },
    'GET /api/directory/trips': anybody,
    'GET /api/places': { ...anybody, query: () => ({ text: 'Puerto' }) },
  },
  changes: {
    // Sampleland is loaded with one version of each service.
    'POST /api/directory/services/:serviceId/criteria': withBody('country’s record', (w) => ({ basedOn: 1, criteria: { all: [] }, from: w.today, until: null, reason: 'prueba', evidence: { kind: 'call' } })),
    // Stewards and the organization itself; the proposal of the story is withdrawn by whoever made it before anybody decides on it.
    'POST /api/directory/imports/check': { about: 'nobody’s record', file: DIRECTORY_FILE, query: () => ({ source: 'prueba' }) },
    'POST /api/directory/imports': { about: 'nobody’s record', file: DIRECTORY_FILE, query: () => ({ source: 'prueba' }) },
    'POST /api/directory/paper-reports': withBody('country’s record', (w) => ({ serviceId: w.ids['serviceId']!, paperId: w.ids['paperId']!, outcome: 'accepted', on: w.today })),
    'POST /api/directory/paper-reports/:paperReportId/decision': withBody('country’s record', () => ({ decision: 'counts' })),
    'POST /api/directory/reports': withBody('country’s record', (w) => ({ kind: 'service', entryId: w.ids['serviceId']!, subject: 'phone', text: 'prueba' })),
    'POST /api/directory/reports/:reportId/answer': withBody('country’s record', () => ({ outcome: 'correct', answer: '' })),
    'POST /api/directory/proposals': withBody('own service', (w) => ({
      kind: 'service', entryId: w.ids['serviceId']!, baseVersion: 1, entry: { ...w.serviceEntry, referralPath: `Invented ${crypto.randomUUID()}` }, reason: 'prueba', evidence: { kind: 'call' },
    })),
    'POST /api/directory/entries/:entry/confirmations': withBody('own service', () => ({ version: 1 })),
    'POST /api/directory/owner-links': withBody('country’s record', () => ({ organizationId: 'zz-clinic' })),
    'POST /api/directory/owner-links/:ownerLinkId/end': { about: 'country’s record' },
    'POST /api/directory/proposals/:proposalId/withdraw': { about: 'own proposal' },
    'POST /api/directory/proposals/:proposalId/send-back': withBody('country’s record', () => ({ note: 'prueba' })),
    'POST /api/directory/proposals/:proposalId/publish': withBody('country’s record', () => ({ choices: {}, note: '' })),
    'POST /api/directory/entries/:entry/restore': withBody('country’s record', () => ({ version: 1, reason: 'prueba' })),
    'POST /api/directory/trips/end': withBody('nobody’s record', () => ({ fromAdmin2: 'ZZ-0101', toAdmin2: 'ZZ-0202' })),
    'POST /api/directory/trips': withBody('nobody’s record', () => ({ fromAdmin2: 'ZZ-0101', toAdmin2: 'ZZ-0202', minutes: 90 })),
    'PUT /api/directory/services/:serviceId/places': withBody('own service', () => ({ free: 4, waitingList: true, listOrder: 'arrival' })),
  },
};
