import { DIMENSIONS, LEVELS, SEXES } from '#kernel/codes';
import { EVIDENCE_LEVELS, MODALITIES, PHONE_KINDS, WEEKDAYS } from '../../entry/parts.ts';
import { REACHES, SERVICE_STATUSES } from '../../schema.ts';
import type { EntryKind } from '../../schema/stewardship.ts';

/** What a person may say of each kind of entry, in the order of the form; the page of an entry shows the same. */

/** How a value is written and shown. `picks` are ids or codes chosen from a list; `rows` are parts with fields of their own. */
export type FieldAs = 'text' | 'long' | 'number' | 'decimal' | 'day' | 'yesNo' | 'tick' | 'choice' | 'choices' | 'lines' | 'pick' | 'picks' | 'rows' | 'places' | 'place' | 'stops' | 'benefit' | 'criteria' | 'needCriteria' | 'figures' | 'stamp' | 'quotes' | 'other';
/** Where names of picked codes come from. */
export type PickFrom = 'needs' | 'documents' | 'organizations' | 'services' | 'languages' | 'groups' | 'areas' | 'legalBases';

export interface FieldSpec {
  readonly name: string;
  readonly as: FieldAs;
  /** Values of a choice; their words stand under `words`. */
  readonly options?: readonly string[];
  readonly words?: string;
  readonly from?: PickFrom;
  readonly rows?: readonly FieldSpec[];
  /** What a new row begins with. */
  readonly blank?: Readonly<Record<string, unknown>>;
  /** Must be said. */
  readonly required?: boolean;
  /** Stewards only; for others it is shown and stays as it is. */
  readonly steward?: boolean;
  /** "Not said" and "none" are different answers. */
  readonly orNone?: boolean;
  readonly hint?: boolean;
}

export interface SectionSpec { readonly key: string; readonly fields: readonly FieldSpec[] }

const text = (name: string, more: Partial<FieldSpec> = {}): FieldSpec => ({ name, as: 'text', ...more });
const choice = (name: string, options: readonly string[], words: string, more: Partial<FieldSpec> = {}): FieldSpec => ({ name, as: 'choice', options, words, ...more });
const picks = (name: string, from: PickFrom, more: Partial<FieldSpec> = {}): FieldSpec => ({ name, as: 'picks', from, ...more });
const of = (name: string, as: FieldAs, more: Partial<FieldSpec> = {}): FieldSpec => ({ name, as, ...more });

const REQUIRED = { required: true };
const STEWARD = { steward: true };

export const PHONE_FIELDS: readonly FieldSpec[] = [
  text('number', REQUIRED), of('extension', 'number'), choice('kind', PHONE_KINDS, 'directory.keep.phone-kind', REQUIRED), of('intake', 'tick'), picks('languages', 'languages'), text('note'),
];
const PHONE_BLANK = { number: null, extension: null, kind: 'voice', intake: false, languages: [], note: null };
const SCHEDULE_FIELDS: readonly FieldSpec[] = [
  { name: 'days', as: 'choices', options: WEEKDAYS, words: 'directory.keep.day', required: true }, text('opens', { hint: true }), text('closes', { hint: true }), of('validFrom', 'day'), of('validTo', 'day'), text('note'),
];
const SCHEDULE_BLANK = { days: [], opens: null, closes: null, validFrom: null, validTo: null, everyWeeks: 1, note: null };

/** A figure of the source: what is counted and how many. The entry keeps them by name. */
export const FIGURE_FIELDS: readonly FieldSpec[] = [text('name', REQUIRED), text('value', REQUIRED)];
const FIGURE_BLANK = { name: null, value: null };
/** How many it can take now; the moment is that of the last change, and nobody types it. */
const LIVE_FIELDS: readonly FieldSpec[] = [text('unit', { hint: true, ...REQUIRED }), of('available', 'number', REQUIRED), of('maximum', 'number'), of('waiting', 'number'), of('updated', 'stamp')];
const LIVE_BLANK = { unit: null, available: null, maximum: null, waiting: null, updated: null };

const phones = of('phones', 'rows', { rows: PHONE_FIELDS, blank: PHONE_BLANK });
const schedules = of('schedules', 'rows', { rows: SCHEDULE_FIELDS, blank: SCHEDULE_BLANK });
const names = [text('nameEs', REQUIRED), text('nameEn', REQUIRED)];
const sources = of('sources', 'rows', { rows: [text('source', REQUIRED), text('where')], blank: { source: null, where: null }, ...STEWARD });
const reach: readonly FieldSpec[] = [
  phones, of('emails', 'lines'), of('urls', 'rows', { rows: [text('url', REQUIRED), text('label')], blank: { url: null, label: null } }),
  of('contacts', 'rows', { rows: [text('role', REQUIRED), text('department'), text('email')], blank: { role: null, department: null, email: null, phones: [] }, hint: true }),
];
const kept: readonly FieldSpec[] = [
  of('confirmBy', 'day', { hint: true }),
  of('funding', 'rows', { rows: [text('source', REQUIRED), of('until', 'day'), text('note')], blank: { source: null, until: null, note: null } }),
];

const SERVICE: readonly SectionSpec[] = [
  { key: 'names', fields: [...names, of('alternateNames', 'lines'), text('programmeName'), of('organizationId', 'pick', { from: 'organizations', required: true, ...STEWARD }), of('descriptionEs', 'long'), of('descriptionEn', 'long', REQUIRED)] },
  { key: 'what', fields: [
    choice('status', SERVICE_STATUSES, 'directory.status', REQUIRED), of('asOf', 'number', { required: true, hint: true }), picks('serviceTypes', 'needs', REQUIRED),
    choice('dimension', DIMENSIONS, 'directory.dimension', REQUIRED), choice('level', LEVELS, 'directory.level', REQUIRED), choice('phase', ['pre_departure', 'reception', 'post_arrival', 'reintegration'], 'directory.phase', REQUIRED),
    choice('evidence', EVIDENCE_LEVELS, 'directory.keep.evidence-level'), of('benefit', 'benefit'), of('capacity', 'figures', { rows: FIGURE_FIELDS, blank: FIGURE_BLANK, hint: true, ...STEWARD }), picks('legalBases', 'legalBases', STEWARD),
  ] },
  { key: 'whom', fields: [
    picks('targetGroups', 'groups'), { name: 'ages', as: 'choices', options: ['child', 'adult'], words: 'directory.keep.age', hint: true }, { name: 'sexes', as: 'choices', options: SEXES, words: 'directory.keep.sex', hint: true },
    of('criteria', 'criteria', STEWARD), of('openConditions', 'rows', { rows: [text('es', REQUIRED), text('en', REQUIRED)], blank: { es: null, en: null }, hint: true }),
    of('eligibility', 'quotes', STEWARD), picks('requiredDocuments', 'documents', { orNone: true }), of('protectionOnly', 'tick', STEWARD), of('confidentialLocation', 'tick', { hint: true, ...STEWARD }),
  ] },
  { key: 'reach', fields: [...reach, { name: 'modality', as: 'choices', options: MODALITIES, words: 'directory.keep.modality' }, picks('languages', 'languages'), of('interpretation', 'long'), of('referralPath', 'long'), of('applicationProcess', 'long')] },
  { key: 'where', fields: [of('places', 'places'), picks('servedAreas', 'areas', { hint: true }), of('route', 'stops')] },
  { key: 'when', fields: [schedules] },
  { key: 'cost', fields: [
    of('womenAttend', 'yesNo'), of('free', 'yesNo'),
    of('costs', 'rows', { rows: [of('amount', 'decimal'), text('currency', { hint: true }), text('note'), of('validFrom', 'day'), of('validTo', 'day')], blank: { amount: null, currency: null, note: null, validFrom: null, validTo: null } }),
    of('liveCapacity', 'rows', { rows: LIVE_FIELDS, blank: LIVE_BLANK, hint: true }), of('waitingList', 'yesNo'), of('waitDays', 'number'),
  ] },
  { key: 'kept', fields: [...kept, picks('partners', 'organizations', STEWARD), of('notes', 'long'), sources] },
];

const ORGANIZATION_KINDS = ['civil_society', 'government', 'international', 'private', 'returnee_led'] as const;

const ORGANIZATION: readonly SectionSpec[] = [
  { key: 'names', fields: [...names, text('acronym'), of('aliases', 'lines'), choice('kind', ORGANIZATION_KINDS, 'directory.keep.organization-kind', { required: true, ...STEWARD }), of('parent', 'pick', { from: 'organizations', ...STEWARD }), of('descriptionEs', 'long'), of('descriptionEn', 'long')] },
  { key: 'reach', fields: reach },
  { key: 'kept', fields: [...kept, of('note', 'long'), sources] },
];

const POINT: readonly SectionSpec[] = [
  { key: 'names', fields: [...names, of('operatorId', 'pick', { from: 'organizations', required: true, ...STEWARD }), of('oversightId', 'pick', { from: 'organizations', ...STEWARD })] },
  { key: 'what', fields: [
    choice('status', SERVICE_STATUSES, 'directory.status', REQUIRED), of('asOf', 'number', { required: true, hint: true }), choice('mode', ['land', 'air', 'sea'], 'directory.keep.mode'),
    picks('populations', 'groups'), picks('services', 'services', STEWARD), of('count', 'number', STEWARD), of('confidentialLocation', 'tick', { hint: true, ...STEWARD }),
  ] },
  { key: 'where', fields: [of('place', 'place')] },
  { key: 'kept', fields: [of('notes', 'long'), sources] },
];

const DOCUMENT: readonly SectionSpec[] = [
  { key: 'names', fields: [...names, of('issuerId', 'pick', { from: 'organizations', ...STEWARD }), text('kind', { required: true, ...STEWARD })] },
  { key: 'what', fields: [of('accepted', 'lines'), of('rejected', 'lines'), of('notes', 'long')] },
  { key: 'kept', fields: [sources] },
];

const LEGAL: readonly SectionSpec[] = [
  { key: 'names', fields: [text('instrument', REQUIRED), of('year', 'number'), text('kind', { required: true, ...STEWARD })] },
  { key: 'what', fields: [of('grants', 'long'), of('citation', 'long')] },
  { key: 'kept', fields: [sources] },
];

/** Sections of the form and of the page, by kind of entry. */
export const SECTIONS: Readonly<Record<EntryKind, readonly SectionSpec[]>> = { service: SERVICE, organization: ORGANIZATION, receptionPoint: POINT, document: DOCUMENT, legalBasis: LEGAL };

/** Fields of a place that a person writes; where it is has a control of its own. */
export const PLACE_FIELDS: readonly FieldSpec[] = [
  text('name'), text('address.street'), text('address.more'), text('note'), of('directions', 'long'), of('accessibility', 'lines'),
  of('latitude', 'decimal'), of('longitude', 'decimal'), of('confidential', 'tick', { hint: true }),
];
/** What a place of its own may have besides: telephones and hours that are not those of the whole service. */
export const PLACE_ROWS: readonly FieldSpec[] = [phones, schedules];
export const PLACE_BLANK = { reach: 'municipality', admin1: null, admin2: null, note: null, name: null, address: null, latitude: null, longitude: null, precision: null, confidential: false, directions: null, accessibility: [], phones: [], schedules: [] };
export const STOP_BLANK = { admin1: null, admin2: null, note: null, schedules: [] };
export { REACHES };

/** How a field of a kind is written; what no form names is shown as it is. */
export function specOf(kind: EntryKind, field: string): FieldSpec {
  const known = SECTIONS[kind].flatMap((section) => section.fields).find((spec) => spec.name === field);
  return known ?? REST[field] ?? { name: field, as: typeOfRest(field) };
}

const REST: Readonly<Record<string, FieldSpec>> = { needCriteria: of('needCriteria', 'needCriteria') };
const TICKS: ReadonlySet<string> = new Set(['matchable', 'organizationInferred', 'nameEsInSource']);
const typeOfRest = (field: string): FieldAs => (TICKS.has(field) ? 'tick' : 'other');

/** Groups of people that a service may be meant for, as sources name them. */
export const GROUPS = [
  'adult', 'asylum_seeker', 'child', 'criminal_record', 'deported', 'diaspora', 'disability', 'english_speaker', 'family', 'gbv_survivor', 'general_public', 'health_condition', 'homeless', 'host_community',
  'human_rights_defender', 'indigenous', 'migrant_in_country', 'officials', 'older_adult', 'professional', 'protection_need', 'refugee', 'temporary_visitor', 'unaccompanied_child', 'undocumented_at_home',
  'us_citizen_child', 'voluntary_returnee', 'women', 'youth',
] as const;
