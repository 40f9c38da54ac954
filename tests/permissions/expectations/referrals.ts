import { anybody, ofCase, withBody, type RoomExpectations } from './about.ts';

export const referrals: RoomExpectations = {
  reads: {
    'GET /api/cases/:caseId/referral-options': { ...ofCase, query: (w) => ({ need: w.ids['needId']!, service: w.ids['serviceId']! }) },
    'GET /api/cases/:caseId/referrals': ofCase,
    'GET /api/referrals': { ...anybody, query: () => ({ list: 'waiting' }) },
    'GET /api/referrals/:referralId': ofCase,
    'GET /api/inbox': anybody,
    'GET /api/inbox/decline-reasons': anybody,
    'GET /api/inbox/:referralId': { about: 'inbox' },
    'GET /api/inbox/waiting': anybody,
    'POST /api/inbox/search': withBody('nobody’s record', () => ({ list: 'new', text: 'mateo' })),
    'POST /api/referrals/search': withBody('nobody’s record', () => ({ list: 'waiting', text: 'mateo' })),
    'GET /api/referrals/:referralId/amend': ofCase,
    'GET /api/emergency-referrals': anybody,
    'POST /api/emergency-referrals/search': withBody('nobody’s record', () => ({ text: 'mateo' })),
  },
  changes: {
    'POST /api/cases/:caseId/referrals': withBody('case', (w) => ({
      needId: w.ids['needId'], serviceId: w.ids['serviceId'], urgency: '2weeks', consent: { given: true, sections: [], locale: 'es', wordingVersion: 'x', manner: 'read-aloud' },
    })),
    'POST /api/cases/:caseId/emergency-referrals': withBody('case', (w) => ({ needId: w.ids['needId'], serviceId: w.ids['serviceId'], reason: 'life-at-risk', decidedBy: 'Dra. Inventada', profession: 'Médica', note: 'prueba' })),
    'POST /api/referrals/:referralId/amend': withBody('case', () => ({ urgency: '2weeks', sections: [] })),
    'POST /api/referrals/:referralId/confirm': withBody('case', () => ({ answer: 'not-reached' })),
    'POST /api/referrals/:referralId/go-on': withBody('case', () => ({})),
    'POST /api/emergency-referrals/:overrideId/review': withBody('case', () => ({ verdict: 'justified', note: 'prueba' })),
    'POST /api/referrals/:referralId/answer': withBody('case', () => ({ answer: 'sí' })),
    'POST /api/referrals/:referralId/resend': withBody('case', () => ({})),
    'POST /api/referrals/:referralId/acknowledge': withBody('case', () => ({})),
    'POST /api/inbox/:referralId/ask': withBody('inbox', () => ({ question: '¿Tiene herramientas?' })),
    'POST /api/inbox/:referralId/waiting-list': withBody('inbox', () => ({})),
    'POST /api/inbox/:referralId/accept': withBody('inbox', () => ({})),
    'POST /api/inbox/:referralId/start': withBody('inbox', () => ({})),
    'POST /api/inbox/:referralId/did-not-come': withBody('inbox', () => ({})),
    'POST /api/inbox/:referralId/complete': withBody('inbox', () => ({ outcome: 'reached' })),
    'POST /api/inbox/:referralId/decline': withBody('inbox', () => ({ reason: 'full' })),
  },
  ends: {
    'POST /api/referrals/:referralId/withdraw': withBody('case', () => ({ note: 'ya no hace falta' })),
  },
};
