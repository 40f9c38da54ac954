import { addDays } from '#kernel/dates';
import { ACTORS } from './world.ts';
import type { ActorName, World } from './world.ts';

/**
 * What each route is about, and who of those with the right role sees it. A route that is missing here fails the test.
 * `nobody's record`: lists and settings, which anybody with the role may ask for (their content is checked apart).
 */
export type About = 'case' | 'list' | 'move' | 'point' | 'own upload' | 'inbox' | 'slip' | 'return at the point' | 'country’s record' | 'nobody’s record';

export interface Expectation {
  readonly about: About;
  readonly query?: (w: World) => Readonly<Record<string, string>>;
  readonly body?: (w: World) => unknown;
  readonly file?: boolean;
}

const OWN_COUNTRY = (Object.keys(ACTORS) as ActorName[]).filter((a) => ACTORS[a]?.endsWith('.zz'));
const CASE: readonly ActorName[] = ['window of the case', 'supervisor'];

/** Who sees what each route is about. Everybody else with the role is told: not found. */
export const SEES: Readonly<Record<About, readonly ActorName[] | 'all'>> = {
  case: CASE,
  list: ['reception of the list', 'protection at the point of the list', 'supervisor'],
  move: ['reception of the list', 'reception of another point', 'protection at the point of the list', 'supervisor'],
  point: ['supervisor', 'administrator'],
  'own upload': ['reception of the list'],
  inbox: ['provider with the referral'],
  slip: ['reception of the list', 'protection at the point of the list', 'window of the case', 'supervisor'],
  'return at the point': ['reception of the list', 'protection at the point of the list'],
  'country’s record': OWN_COUNTRY,
  'nobody’s record': 'all',
};

const anybody: Expectation = { about: 'nobody’s record' };
const ofCase: Expectation = { about: 'case' };
const withBody = (about: About, body: (w: World) => unknown): Expectation => ({ about, body });
const details = (w: World): object => ({ arrivesOn: w.today, mode: 'land', sender: 'Prueba' });
const probe = { givenNames: 'Mateo Ejemplo', surname1: 'Rivas', surname2: 'Luna', birthDate: '2002-09-03' };
const returned = (w: World): object => ({ returnedOn: w.today, mode: 'land', kind: 'deported', fromCountry: 'US', destinationAdmin2: 'ZZ-0101' });

/** In the order in which they are tried: reading first, then what changes little, last what ends something. */
export const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  'GET /api/offices': anybody,
  'GET /api/audit/check': anybody,
  'GET /api/audit/entries': anybody,
  'POST /api/people/search': withBody('nobody’s record', () => ({ text: 'Mateo Ejemplo' })),
  'GET /api/people/:personId': ofCase,
  'GET /api/people/:personId/returns': ofCase,
  'GET /api/people/:personId/family': ofCase,
  'GET /api/identity-papers': anybody,
  'GET /api/identity-review': anybody,
  'GET /api/identity-review/count': anybody,
  'GET /api/identity-review/:personId': ofCase,
  'GET /api/cases': anybody,
  'POST /api/cases/search': withBody('nobody’s record', () => ({ list: 'office', text: 'Mateo' })),
  'GET /api/cases/:caseId': ofCase,
  'GET /api/cases/:caseId/officers': ofCase,
  'GET /api/cases/:caseId/readers': ofCase,
  'GET /api/cases/:caseId/needs': ofCase,
  'GET /api/cases/:caseId/needs/:needId/suggestions': ofCase,
  'GET /api/cases/:caseId/alerts': ofCase,
  'GET /api/cases/:caseId/assessments': ofCase,
  'GET /api/cases/:caseId/assessments/:assessmentId': ofCase,
  'GET /api/cases/:caseId/referral-options': { ...ofCase, query: (w) => ({ need: w.ids['needId']!, service: w.ids['serviceId']! }) },
  'GET /api/cases/:caseId/referrals': ofCase,
  'GET /api/cases/:caseId/follow-ups': ofCase,
  'GET /api/referrals': { ...anybody, query: () => ({ list: 'waiting' }) },
  'GET /api/referrals/:referralId': ofCase,
  'GET /api/follow-ups': { ...anybody, query: () => ({ list: 'upcoming' }) },
  'GET /api/follow-ups/:followUpId': ofCase,
  'GET /api/inbox': anybody,
  'GET /api/inbox/decline-reasons': anybody,
  'GET /api/inbox/:referralId': { about: 'inbox' },
  'GET /api/directory/services': anybody,
  'GET /api/directory/services/:serviceId': { about: 'country’s record' },
  'GET /api/directory/needs': anybody,
  'GET /api/directory/documents': anybody,
  'GET /api/directory/reception-points': anybody,
  'GET /api/places': { ...anybody, query: () => ({ text: 'Puerto' }) },
  'GET /api/reception/uploads': anybody,
  'GET /api/reception/uploads/:uploadId': { about: 'own upload' },
  'GET /api/reception/manifests': anybody,
  'GET /api/reception/manifests/:manifestId/reconciliation': { about: 'list' },
  'GET /api/reception/senders': anybody,
  'GET /api/reception/points': anybody,
  'GET /api/reception/moves': anybody,
  'GET /api/reception/arrivals': anybody,
  'GET /api/reception/choices': anybody,
  'GET /api/insights/summary': { ...anybody, query: (w) => ({ from: w.today, to: w.today }) },
  'GET /api/insights/cases-without-step': anybody,
  'GET /api/insights/indicators': { ...anybody, query: (w) => ({ year: w.today.slice(0, 4) }) },
  'GET /api/insights/published': anybody,
  'GET /api/reception/desk/:rowId': { about: 'list' },
  'GET /api/reception/desk/:rowId/candidates': { about: 'list' },
  'GET /api/reception/slips/:slipId': { about: 'slip' },
  'GET /api/reception/floor': { ...anybody, query: () => ({ station: 'registration' }) },
  'GET /api/reception/floor/:rowId': { about: 'list' },
  'GET /api/reception/screens': anybody,
  'GET /api/reception/board': anybody,
  'GET /api/reception/board/without-step': anybody,
  'POST /api/reception/screen-calls': withBody('nobody’s record', (w) => ({ key: w.ids['screenKey'] })),

  'POST /api/people': withBody('nobody’s record', () => ({ person: { givenNames: `Nueva ${crypto.randomUUID().slice(0, 4)}`, surname1: 'Inventada' } })),
  'POST /api/people/duplicates': withBody('nobody’s record', () => probe),
  'POST /api/people/look-up': withBody('nobody’s record', () => ({ q: 'Ana Inventada 1990' })),
  'POST /api/families/duplicates': withBody('nobody’s record', () => ({ members: [probe] })),
  'POST /api/families': withBody('nobody’s record', () => ({
    members: ['Una', 'Otra'].map((name) => ({ person: { givenNames: `${name} ${crypto.randomUUID().slice(0, 8)}`, surname1: crypto.randomUUID().slice(0, 8) }, openCase: false })),
  })),
  'POST /api/people/:personId/relations': withBody('case', (w) => ({ otherPersonId: w.ids['relativeId'], word: 'cousin' })),
  'POST /api/people/:personId/relations/:relationId/end': withBody('case', () => ({})),
  'POST /api/people/:personId/household': withBody('case', () => ({ to: { where: 'new' } })),
  'POST /api/people/:personId/apart': withBody('case', (w) => ({ otherPersonId: w.ids['relativeId'], reason: 'x' })),
  'POST /api/people/:personId/apart/:markId/lift': ofCase,
  'POST /api/people/:personId/facts': withBody('case', () => ({ facts: [{ code: 'hasPhone', value: true }] })),
  'POST /api/people/:personId/corrections': withBody('case', () => ({ field: 'surname2', value: 'Luna', evidence: 'seen' })),
  'POST /api/people/:personId/documents': withBody('case', () => ({ type: 'other', country: 'ZZ', number: crypto.randomUUID().slice(0, 8) })),
  'POST /api/people/:personId/contacts': withBody('case', () => ({ channel: 'email', value: `${crypto.randomUUID().slice(0, 8)}@example.org` })),
  'POST /api/people/:personId/documents/:documentId': withBody('case', () => ({ replacement: { type: 'other', country: 'ZZ', number: crypto.randomUUID().slice(0, 8) } })),
  'POST /api/people/:personId/contacts/:contactId': withBody('case', () => ({ replacement: { channel: 'phone', value: '5550 0199' } })),
  'POST /api/returns': withBody('case', (w) => ({ personId: w.ids['personId'], return: returned(w) })),
  'POST /api/identity-review/:personId/assign': withBody('case', () => ({ officerId: null })),
  'POST /api/identity-review/:personId/notes': withBody('case', () => ({ text: 'Se preguntó en la otra oficina' })),
  'POST /api/identity-review/sort': withBody('case', (w) => ({ groups: [[w.ids['personId']], [w.ids['otherPersonId']]], apart: true })),
  'POST /api/identity-decisions': withBody('case', (w) => ({ personA: w.ids['personId'], personB: w.ids['otherPersonId'], decision: 'different' })),
  'POST /api/identity-decisions/:linkId/undo': ofCase,
  'POST /api/cases/:caseId/assign': withBody('case', () => ({})),
  'POST /api/cases/:caseId/consents': withBody('case', () => ({ purpose: 'follow-up', given: true })),
  'POST /api/cases/:caseId/needs': withBody('case', () => ({ need: 'legal_orientation', urgency: 'long' })),
  'POST /api/cases/:caseId/assessments': withBody('case', () => ({ instrument: 'screening', locale: 'es' })),
  'PUT /api/cases/:caseId/assessments/:assessmentId/answers': withBody('case', () => ({ answers: { familySupport: { state: 'value', value: true } } })),
  'POST /api/cases/:caseId/assessments/:assessmentId/complete': withBody('case', () => ({ leaveOpen: true })),
  'GET /api/cases/:caseId/assessments/:assessmentId/record': ofCase,
  'POST /api/alerts/:alertId/answer': withBody('case', () => ({ what: 'hablado con protección' })),
  'POST /api/cases/:caseId/follow-ups': withBody('case', (w) => ({ dueOn: addDays(w.today, 5), channel: 'phone' })),
  'POST /api/follow-ups/:followUpId/day': withBody('case', (w) => ({ dueOn: addDays(w.today, 4), why: 'lo pidió' })),
  'POST /api/follow-ups/:followUpId/attempts': withBody('case', () => ({ channel: 'phone', outcome: 'no-answer' })),
  'POST /api/follow-ups/:followUpId/survey': withBody('case', () => ({ answers: {}, mode: 'phone', locale: 'es', agreed: true })),
  'POST /api/cases/:caseId/referrals': withBody('case', (w) => ({
    needId: w.ids['needId'], serviceId: w.ids['serviceId'], urgency: '2weeks', consent: { given: true, sections: [], locale: 'es', wordingVersion: 'x', manner: 'read-aloud' },
  })),
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

  'POST /api/reception/scan': withBody('return at the point', (w) => ({ text: w.ids['slipCode']! })),
  'GET /api/reception/stays/:rowId': { about: 'list' },
  'POST /api/reception/uploads': { about: 'nobody’s record', file: true },
  'PATCH /api/reception/uploads/:uploadId': withBody('own upload', (w) => ({ details: details(w) })),
  'POST /api/reception/arrivals': withBody('nobody’s record', () => ({ givenNames: 'Llegada', surname1: 'Inventada' })),
  'POST /api/reception/arrivals/:rowId/arrived': { about: 'list' },
  'POST /api/reception/arrivals/:rowId/take': withBody('list', () => ({ takeOver: true })),
  'PUT /api/reception/desk/:rowId/draft': withBody('list', () => ({ draft: { note: 'x' } })),
  'POST /api/reception/desk/:rowId/finish': withBody('list', (w) => ({
    identity: { givenNames: 'Marisol', surname1: 'Ficticia', surname2: 'Paz' }, who: { decision: 'newPerson' }, return: returned(w), consentToCase: false, nextStep: 'destinationWindow',
  })),
  'POST /api/reception/arrivals/:rowId/release': { about: 'list' },
  'POST /api/reception/arrivals/:rowId/not-arrived': { about: 'list' },
  'POST /api/reception/manifests/:manifestId/arrived': { about: 'list' },
  'POST /api/reception/take-next': anybody,
  'POST /api/reception/stays/:rowId/items': withBody('list', () => ({ item: 'water', reason: 'prueba' })),
  'POST /api/reception/items/:entryId/undo': withBody('return at the point', () => ({})),
  'POST /api/reception/floor/:rowId/flags': withBody('list', () => ({ add: ['elder'] })),
  'POST /api/reception/floor/:rowId/send': withBody('list', () => ({ station: 'legal' })),
  'POST /api/reception/floor/call': withBody('nobody’s record', () => ({ station: 'registration', desk: 3 })),
  'POST /api/reception/stops/:stopId': withBody('list', () => ({ action: 'call', desk: 3 })),
  'POST /api/reception/screens': withBody('nobody’s record', () => ({ name: 'Sala' })),
  'DELETE /api/reception/screens/:screenId': { about: 'own upload' },
  'POST /api/returns/:returnId/assistance': withBody('return at the point', () => ({ item: 'food' })),
  'POST /api/reception/manifests/:manifestId/walk-ins': withBody('list', (w) => ({ as: 'notListed', rowId: w.ids['walkInId'] })),
  'POST /api/reception/manifests/:manifestId/differences': withBody('list', (w) => ({ differences: [`row:${w.ids['walkInId']!}`], reason: 'omittedBySender' })),
  'POST /api/reception/manifests/:manifestId/rest-not-arrived': { about: 'list' },
  'POST /api/reception/manifests/:manifestId/close': { about: 'list' },
  'POST /api/reception/manifests/:manifestId/reopen': withBody('list', () => ({ reason: 'llegó alguien más' })),
  'POST /api/reception/moves/:moveId/undo': { about: 'move' },
  'POST /api/reception/moves': withBody('list', (w) => ({ from: w.ids['officeId'], to: w.ids['otherOfficeId'], manifestId: w.ids['manifestId'], day: w.today, reason: 'carretera cerrada' })),
  'POST /api/reception/points/:officeId/states': withBody('point', (w) => ({ state: 'open', from: w.today, reason: 'recibe otra vez' })),
  'POST /api/reception/points/states/:stateId/revoke': { about: 'point' },
  'PUT /api/reception/senders/:layoutId': withBody('own upload', () => ({ columns: {} })),
  'DELETE /api/reception/senders/:layoutId': { about: 'own upload' },
  'POST /api/reception/uploads/:uploadId/accept': withBody('own upload', (w) => ({ details: details(w) })),
  'DELETE /api/reception/uploads/:uploadId': { about: 'own upload' },

  'POST /api/needs/:needId/state': withBody('case', () => ({ state: 'withdrawn', why: 'lo resolvió' })),
  'POST /api/referrals/:referralId/withdraw': withBody('case', () => ({ note: 'ya no hace falta' })),
  'POST /api/consents/:consentId/withdraw': ofCase,
  'POST /api/cases/:caseId/close': withBody('case', () => ({ why: 'terminado' })),
  // Last: whoever types who this is may open the record at their office. That is what it is for, and it is audited.
  'POST /api/people/:personId/welcome': withBody('country’s record', () => ({ probe })),
};
