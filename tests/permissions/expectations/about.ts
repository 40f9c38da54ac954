import { ACTORS } from '../world.ts';
import type { ActorName, World } from '../world.ts';

/**
 * What each route is about, and who of those with the right role sees it. A route that is missing here fails the test.
 * `nobody's record`: lists and settings, which anybody with the role may ask for (their content is checked apart).
 */
export type About = 'case' | 'list' | 'move' | 'point' | 'own upload' | 'inbox' | 'slip' | 'return at the point' | 'country’s record' | 'nobody’s record' | 'at the point' | 'asked transport' | 'guardian' | 'own institution' | 'own service' | 'own proposal' | 'case handed over' | 'sent abroad' | 'coming from abroad' | 'complaint' | 'own roster';

export interface Expectation {
  readonly about: About;
  readonly query?: (w: World) => Readonly<Record<string, string>>;
  readonly body?: (w: World) => unknown;
  /** Takes a file: an arrival list, or this text. */
  readonly file?: boolean | string;
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
  'at the point': ['reception of the list', 'protection at the point of the list'],
  'asked transport': ['supervisor'],
  guardian: ['protection at the point of the list'],
  'own institution': ['supervisor'],
  'own service': ['steward', 'provider with the referral'],
  'own proposal': ['provider with the referral'],
  complaint: ['supervisor'],
  'own roster': ['protection at the point of the list', 'supervisor'],
  'case handed over': ['window of the case', 'another window', 'supervisor'],
  'sent abroad': CASE,
  'coming from abroad': ['window of another country', 'supervisor of another country'],
  slip: ['reception of the list', 'protection at the point of the list', 'window of the case', 'supervisor'],
  'return at the point': ['reception of the list', 'protection at the point of the list'],
  'country’s record': OWN_COUNTRY,
  'nobody’s record': 'all',
};

export const anybody: Expectation = { about: 'nobody’s record' };
export const ofCase: Expectation = { about: 'case' };
export const withBody = (about: About, body: (w: World) => unknown): Expectation => ({ about, body });
export const probe = { givenNames: 'Mateo Ejemplo', surname1: 'Rivas', surname2: 'Luna', birthDate: '2002-09-03' };
export const returned = (w: World): object => ({ returnedOn: w.today, mode: 'land', kind: 'deported', fromCountry: 'US', destinationAdmin2: 'ZZ-0101' });

/** What a room expects: reading comes first, then what changes little, last what ends something. */
export interface RoomExpectations {
  readonly reads: Readonly<Record<string, Expectation>>;
  readonly changes?: Readonly<Record<string, Expectation>>;
  readonly ends?: Readonly<Record<string, Expectation>>;
}
