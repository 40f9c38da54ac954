/**
 * The closed vocabulary of what can be known about a person's situation. Criteria speak only in these words, questions
 * feed them, and nothing else may steer a suggestion. Labels and questions are text keys (`fact-words.ts`).
 */

import { RETURN_KINDS, SEXES } from './codes.ts';

/** `open` may be read by anybody on the case, `personal` by the case team, `restricted` only by the closed circle. */
export type FactSensitivity = 'open' | 'personal' | 'restricted';

/** Where the fact is asked: at the desk, at the window, only by protection staff; `derived` is worked out from records. */
export type FactAsker = 'reception' | 'window' | 'protection' | 'derived';

/** Whether criteria may use it: freely, only in services meant for that very group, or never. */
export type FactUse = 'free' | 'own-group' | 'never';

interface Shared {
  readonly sensitivity: FactSensitivity;
  readonly asker: FactAsker;
  readonly use?: FactUse;
  /** For `own-group`: the answers that make a group a service may be meant for; for a number, from which one on. */
  readonly groups?: readonly string[] | number;
}

/** What a fact looks like; the kind decides which operations a criterion may apply to it. */
export type FactDefinition = Shared & (
  | { readonly kind: 'boolean' }
  /** A whole number. */
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  /** One of a closed list. */
  | { readonly kind: 'code'; readonly values: readonly string[] }
  /** One of a closed list that runs from least to most. */
  | { readonly kind: 'ordered'; readonly values: readonly string[] }
  /** A code from a list kept elsewhere (places, countries, occupations). */
  | { readonly kind: 'open-code' }
  /** Any number of codes; once known it is complete: what is not in it does not hold. `values` absent means an open list. */
  | { readonly kind: 'codes'; readonly values?: readonly string[] }
  /** Key → state; a key that is absent is unknown. `holds` are the states that count as having it. */
  | { readonly kind: 'map'; readonly values: readonly string[]; readonly ordered: boolean; readonly holds: readonly string[] }
);

export const TRAVELLING_AS = ['alone', 'family', 'unaccompaniedChild', 'separatedChild'] as const;
export const DOCUMENT_STATES = ['held', 'lost', 'neverHad', 'inProcess'] as const;
export const LANGUAGE_LEVELS = ['none', 'basic', 'conversational', 'fluent', 'native'] as const;
/** Highest level finished, in the order of ISCED 2011 levels 0 to 8. */
export const EDUCATION_LEVELS = [
  'none', 'primary', 'lowerSecondary', 'upperSecondary', 'postSecondary', 'shortTertiary', 'bachelor', 'master', 'doctorate',
] as const;
/** Washington Group short set: domains in which the person has much difficulty or cannot do it. */
export const DISABILITY_DOMAINS = ['seeing', 'hearing', 'walking', 'remembering', 'selfCare', 'communicating'] as const;

const OFFENCE_KINDS = ['migration', 'traffic', 'substances', 'property', 'violence', 'other'] as const;
const RETURN_ROUTES = ['land', 'air', 'sea'] as const;

const asked = (sensitivity: FactSensitivity, asker: FactAsker) => ({ sensitivity, asker }) as const;
const open = asked('open', 'reception');
const desk = asked('personal', 'reception');
const window = asked('personal', 'window');
const closed = asked('restricted', 'protection');
const yesNo = { kind: 'boolean' } as const;
const count = (max: number) => ({ kind: 'number', min: 0, max }) as const;

/** Every fact there is. A code never changes once released; new ones are added to their group and to docs/facts.md. */
export const FACTS = {
  // Who the person is
  age: { ...count(120), ...asked('personal', 'derived') },
  sex: { kind: 'code', values: SEXES, ...desk },
  genderIdentity: { kind: 'code', values: ['woman', 'man', 'transWoman', 'transMan', 'nonBinary', 'other'], ...closed },
  /** As the person tells it, if they want to; never asked by anybody but protection. */
  lgbtiq: { ...yesNo, ...closed },
  prefersWomanOfficer: { ...yesNo, ...desk },
  /** ISO 3166-1 alpha-2 codes; several for people with more than one. */
  nationality: { kind: 'codes', ...desk },
  indigenous: { ...yesNo, ...window },
  indigenousPeople: { kind: 'open-code', ...window },
  afrodescendant: { ...yesNo, ...window },
  bornAbroad: { ...yesNo, ...desk },

  // The return
  returnType: { kind: 'code', values: RETURN_KINDS, ...desk, use: 'own-group', groups: RETURN_KINDS },
  /** Country the person comes back from. */
  returnedFrom: { kind: 'open-code', ...open },
  returnRoute: { kind: 'code', values: RETURN_ROUTES, ...open, use: 'own-group', groups: RETURN_ROUTES },
  /** Id of the reception point; absent for those who never passed one. */
  arrivalPoint: { kind: 'open-code', ...open },
  /** Worked out from the latest return whenever facts are read. */
  monthsSinceReturn: { ...count(1200), ...asked('personal', 'derived') },
  stillAbroad: { ...yesNo, ...window },
  monthsAbroad: { ...count(1200), ...desk },
  ageAtDeparture: { ...count(120), ...window },
  /** Standing in the country of residence; `temporaryProtection` is what is called TPS there. */
  statusAbroad: { kind: 'code', values: ['none', 'temporaryProtection', 'permit', 'resident', 'citizen'], ...window },
  /** Coming back several times may open a door and never closes one. */
  timesReturned: { ...count(200), ...window, use: 'own-group', groups: 2 },
  /** Why the person had left; more than one. */
  migrationCauses: { kind: 'codes', values: ['work', 'insecurity', 'familyReunion', 'disaster', 'landOrHomeLost', 'discrimination', 'study', 'health', 'other'], ...window },
  travellingAs: { kind: 'code', values: TRAVELLING_AS, ...desk },
  /** A relative or legal representative was checked and is safe. */
  guardianVerified: { ...yesNo, ...asked('personal', 'protection') },
  intendsToStay: { kind: 'code', values: ['yes', 'no', 'undecided'], ...window },

  // Places
  originAdmin2: { kind: 'open-code', ...desk },
  destinationAdmin1: { kind: 'open-code', ...desk },
  destinationAdmin2: { kind: 'open-code', ...desk },
  /** `admin1` or `admin2` ids where the person would be in danger. */
  cannotReturnTo: { kind: 'codes', ...closed },

  // Papers
  /** Document id of the country pack → state. */
  documentsHeld: { kind: 'map', values: DOCUMENT_STATES, ordered: false, holds: ['held'], ...desk },

  // Languages, schooling, work
  /** ISO 639-3 code (`spa`, `eng`, `quc`) → level. */
  languages: { kind: 'map', values: LANGUAGE_LEVELS, ordered: true, holds: ['basic', 'conversational', 'fluent', 'native'], ...desk },
  needsInterpreter: { ...yesNo, ...desk },
  literacy: { kind: 'ordered', values: ['no', 'withHelp', 'yes'], ...window },
  educationLevel: { kind: 'ordered', values: EDUCATION_LEVELS, ...window },
  educationAbroad: { ...yesNo, ...window },
  inSchool: { ...yesNo, ...window },
  wantsToStudy: { ...yesNo, ...window },
  /** ISCO-08 codes. */
  occupations: { kind: 'codes', ...window },
  skills: { kind: 'codes', ...window },
  workExperienceYears: { ...count(90), ...window },
  skillsCertified: { ...yesNo, ...window },
  employmentStatus: { kind: 'code', values: ['employed', 'selfEmployed', 'unemployed', 'student', 'caring', 'unableToWork', 'retired'], ...window },
  adaptedWork: { ...yesNo, ...window },
  workFormality: { kind: 'code', values: ['informal', 'formal'], ...window },
  needsChildcare: { ...yesNo, ...window },
  wantsJob: { ...yesNo, ...window },
  wantsBusiness: { ...yesNo, ...window },
  businessIdea: { ...yesNo, ...window },
  ownsTools: { ...yesNo, ...window },
  /** Machines, tools or household goods to bring along. */
  goodsToImport: { ...yesNo, ...window },
  belongingsAbroad: { ...yesNo, ...window },

  // Money and housing
  hasSavings: { ...yesNo, ...window },
  hasDebt: { ...yesNo, ...window },
  debtThreat: { ...yesNo, ...closed },
  /** To whom money is owed; `journey` is who took the person abroad. */
  debtKinds: { kind: 'codes', values: ['journey', 'lender', 'bank', 'relatives', 'other'], ...window },
  /** In whole units of the money of the country. */
  debtAmount: { ...count(1_000_000_000), ...window },
  income: { kind: 'ordered', values: ['none', 'irregular', 'regular'], ...window },
  hasBankAccount: { ...yesNo, ...window },
  pensionRightsAbroad: { ...yesNo, ...window },
  housing: { kind: 'ordered', values: ['none', 'temporary', 'withRelatives', 'own'], ...desk },
  hasFixedAddress: { ...yesNo, ...desk },
  lostHomeOrLand: { ...yesNo, ...window },
  hasPhone: { ...yesNo, ...desk },
  hasInternet: { ...yesNo, ...window },
  canTravel: { kind: 'ordered', values: ['no', 'withHelp', 'alone'], ...desk },

  // Household and family
  householdSize: { ...count(60), ...window },
  dependants: { ...count(60), ...window },
  childrenInCare: { ...count(30), ...window },
  childrenWithoutSchool: { ...yesNo, ...window },
  singleParent: { ...yesNo, ...window },
  /** Has children born in the United States. */
  usCitizenChildren: { ...yesNo, ...window },
  familyAbroad: { kind: 'codes', values: ['spouse', 'children', 'parents', 'siblings', 'other'], ...window },
  /** Has relatives at the destination who can take the person in. */
  familySupport: { ...yesNo, ...desk },
  wantsMentor: { ...yesNo, ...window },
  wantsPeerGroup: { ...yesNo, ...window },

  // Health
  pregnant: { ...yesNo, ...desk },
  disability: { kind: 'codes', values: DISABILITY_DOMAINS, ...desk },
  healthNeeds: { kind: 'codes', values: ['urgentCare', 'ongoingTreatment', 'medicines', 'injury', 'device', 'dental', 'reproductive'], ...desk },
  mentalHealthNeed: { ...yesNo, ...window },
  hasHealthCover: { ...yesNo, ...window },

  // Protection
  violenceSurvivor: { ...yesNo, ...closed },
  violenceAtHome: { ...yesNo, ...closed },
  /** Somebody presses the person to join a group, to pay or to obey it. */
  recruitmentPressure: { ...yesNo, ...closed },
  /** What the person tells; a sign is no finding. */
  traffickingSigns: { kind: 'codes', values: ['documentsTaken', 'forcedWork', 'unpaidWork', 'notFreeToLeave', 'threats', 'sexualExploitation'], ...closed },
  /** Why the person cannot go back to a place. */
  noReturnReasons: { kind: 'codes', values: ['groupViolence', 'homeViolence', 'debt', 'persecution', 'homeOrLandLost', 'other'], ...closed },
  wantsToRelocate: { ...yesNo, ...closed },
  protectionNeed: { ...yesNo, ...closed },
  internallyDisplaced: { ...yesNo, ...closed },
  displacedSinceReturn: { ...yesNo, ...closed },
  humanRightsDefender: { ...yesNo, ...closed },
  /** Standing as somebody who asked for, or has, protection as a foreigner in this country. */
  asylumStatus: { kind: 'code', values: ['none', 'applicant', 'refugee', 'returnedToWait'], ...asked('restricted', 'protection') },
  /** As the person tells it; used only for services meant for people with a record. */
  criminalRecord: { kind: 'ordered', values: ['none', 'minor', 'serious'], ...closed, use: 'own-group', groups: ['minor', 'serious'] },
  /** As the person tells it, to find support by kind of offence and not to mix people; as `criminalRecord` otherwise. */
  offenceKinds: { kind: 'codes', values: OFFENCE_KINDS, ...closed, use: 'own-group', groups: OFFENCE_KINDS },
  /** For legal help only. */
  pendingCharges: { ...yesNo, ...closed, use: 'own-group', groups: ['true'] },
  /** There is a protective note on how the person looks. It must never steer anything. */
  appearanceNote: { ...yesNo, ...closed, use: 'never' },
} as const satisfies Record<string, FactDefinition>;

/** Code of a fact, for example `monthsAbroad`. */
export type FactCode = keyof typeof FACTS;

/** All fact codes, in the order of the vocabulary. */
export const FACT_CODES = Object.keys(FACTS) as readonly FactCode[];

/** Value of a fact as it travels and is stored: the kind of the fact says which of these it is. */
export type FactValue = boolean | number | string | readonly string[] | Readonly<Record<string, string>>;

/** What is known of one fact; a fact that is absent from a `FactSet` is unknown. */
export type FactState =
  | {
      readonly state: 'known';
      readonly value: FactValue;
      /** Where it comes from, for example `manifest`, `person`, `document`, `derived`. */
      readonly source: string;
      /** A member of staff saw proof of it. */
      readonly seen: boolean;
      /** When it was learned, ISO instant or day. */
      readonly at: string;
    }
  /** The person did not want to say; it may not be asked again. */
  | { readonly state: 'declined'; readonly at: string };

/** What is known about one person. Absent means unknown. */
export type FactSet = { readonly [C in FactCode]?: FactState };

/** One fact as it is recorded. */
export type FactEntry = { readonly code: FactCode } & FactState;

/** The definition of a fact in its general form. */
export function factDefinition(code: FactCode): FactDefinition {
  return FACTS[code];
}

export function isFactCode(code: string): code is FactCode {
  return Object.hasOwn(FACTS, code);
}

/** True for a fact that only the closed circle may read. */
export function isRestricted(code: FactCode): boolean {
  return FACTS[code].sensitivity === 'restricted';
}

/** Money of the person stays with the team that accompanies it: no provider and no other institution reads it, whatever a pack offers. */
const MONEY: readonly FactCode[] = ['income', 'hasDebt', 'debtThreat', 'debtKinds', 'debtAmount', 'hasBankAccount'];

/** True for a fact that is shared with nobody outside the team, not even by consent. */
export function staysWithTeam(code: string): boolean {
  return (MONEY as readonly string[]).includes(code);
}

/** How criteria may use the fact; `free` unless the vocabulary says otherwise. */
export function factUse(code: FactCode): FactUse {
  return factDefinition(code).use ?? 'free';
}

/** The answers of a fact that a service may be meant for; nothing for facts that are used freely. */
export function ownGroups(code: FactCode): readonly string[] | number {
  return factDefinition(code).groups ?? [];
}

/** Facts of which no note may move a service in the order, unless the service is meant for that very group. */
export const GUARDED_FACTS: readonly FactCode[] = FACT_CODES.filter((code) => factUse(code) !== 'free');

/** A known fact, ready for a `FactSet`. */
export function known(value: FactValue, at: string, source = 'person', seen = false): FactState {
  return { state: 'known', value, source, seen, at };
}
