import fc from 'fast-check';
import { EVIDENCE_LEVELS, MODALITIES, PHONE_KINDS, WEEKDAYS } from '../entry/parts.ts';
import { quietOrganization, quietService } from '../entry/factory.ts';
import type { Organization, Service } from '../schema.ts';

/** Any entry that the directory could hold, for the laws of the exchange format. Only tests use it. */

/** Text as people and attackers write it: mark-up, formulas, quotes, line breaks, other scripts. */
const words = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  fc.constantFrom('<script>alert(1)</script>', '=HYPERLINK("http://x.example","y")', '+cmd|x', '-2+3', '@SUM(1)', "'=1", 'a,"b"\nc', 'K’iche’ ñandú', '0012', 'true', 'null', '[1]', '{"a":1}'),
).map((text) => text.replaceAll('\r', ' ').replaceAll('\0', '').trim()).filter((text) => text.length > 0);

const said = fc.option(words, { nil: null });
const day = fc.integer({ min: 0, max: 4000 }).map((n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10));
const dayOrNull = fc.option(day, { nil: null });
const language = fc.constantFrom('spa', 'eng', 'quc', 'mam', 'miq');
const phone = fc.record({
  number: fc.stringMatching(/^[+(]?\d[\d ()-]{2,12}\d$/), extension: fc.option(fc.nat(99_999), { nil: null }), kind: fc.constantFrom(...PHONE_KINDS), intake: fc.boolean(),
  languages: fc.array(language, { maxLength: 2 }), note: said,
});
const time = fc.constantFrom(null, '00:00', '08:30', '17:00', '23:59');
const schedule = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }), opens: time, closes: time, validFrom: day, validTo: fc.constant(null), everyWeeks: fc.integer({ min: 1, max: 8 }), note: said,
}).map((s) => (s.everyWeeks === 1 ? { ...s, validFrom: null } : s));
const email = fc.constantFrom('ayuda@muestra.example', 'desk+a@office.example');
const url = fc.constantFrom('https://muestra.example/', 'http://a.example/b?c=d&e=%20#f', 'https://xn--muestra-9ua.example/x');
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 2 });
const place = fc.oneof(
  fc.record({
    reach: fc.constant('municipality' as const), admin1: fc.constant('ZZ-01'), admin2: fc.constantFrom('ZZ-0101', 'ZZ-0102'), note: said, name: said,
    address: fc.option(fc.record({ street: words, more: said, postalCode: fc.constantFrom(null, '01001') }), { nil: null }),
    latitude: fc.option(fc.double({ min: -90, max: 90, noNaN: true, noDefaultInfinity: true }).map((n) => n + 0), { nil: null }), longitude: fc.option(fc.integer({ min: -180, max: 180 }), { nil: null }),
    precision: fc.constantFrom(null, 'exact' as const, 'municipality' as const), directions: said, accessibility: few(words), phones: few(phone), schedules: few(schedule),
  }),
  fc.record({ reach: fc.constantFrom('national' as const, 'abroad' as const, 'unstated' as const), admin1: fc.constant(null), admin2: fc.constant(null), note: said, name: said, phones: few(phone) }),
  fc.record({ reach: fc.constant('department' as const), admin1: fc.constantFrom('ZZ-01', 'ZZ-02'), admin2: fc.constant(null), note: said }),
);
const criteria = fc.constantFrom(null, { all: [{ fact: 'age', op: 'between', value: [18, 24] }] }, { all: [] }, { any: [{ fact: 'sex', op: 'is', value: 'F' }] });

const common = {
  descriptionEs: said, phones: few(phone), emails: few(email), urls: few(fc.record({ url, label: said })),
  contacts: few(fc.record({ role: words, department: said, email: fc.option(email, { nil: null }), phones: few(phone) })),
  funding: few(fc.record({ source: words, until: dayOrNull, note: said })), successorId: fc.constantFrom(null, 'zz-other'),
  confirmed: fc.option(fc.record({ on: day, by: words }), { nil: null }), confirmBy: dayOrNull,
};

const openService = fc.record({
  ...common, id: fc.stringMatching(/^zz-[a-z0-9]{1,8}$/), nameEs: words, nameEn: words, descriptionEn: fc.oneof(fc.constant(''), words), programmeName: said, alternateNames: few(words),
  serviceTypes: fc.uniqueArray(fc.constantFrom('legal_orientation', 'food', 'job_placement'), { minLength: 1 }), places: fc.array(place, { minLength: 1, maxLength: 3 }),
  targetGroups: few(words), eligibility: few(fc.record({ kind: words, detail: words, inCriteria: fc.boolean() })), criteria: criteria as fc.Arbitrary<Service['criteria']>, openConditions: few(fc.record({ es: words, en: words })),
  ages: fc.option(fc.subarray(['child' as const, 'adult' as const], { minLength: 1 }), { nil: null }), requiredDocuments: fc.option(fc.subarray(['zz-id-card', 'zz-birth-certificate']), { nil: null }), status: fc.constantFrom('active_as_of' as const, 'pilot' as const, 'planned' as const, 'suspended' as const, 'closed' as const),
  benefit: fc.constantFrom(null, { amount: 100, currency: 'XTS', note: 'up to' }), capacity: fc.constantFrom(null, { beds: 10, year: '2020' }), notes: said, referralPath: said,
  modality: fc.uniqueArray(fc.constantFrom(...MODALITIES)), route: few(fc.record({ admin1: fc.constant('ZZ-01'), admin2: fc.constant('ZZ-0101'), note: said, schedules: few(schedule) })),
  languages: few(language), interpretation: said, schedules: few(schedule), womenAttend: fc.constantFrom(null, true, false), free: fc.constantFrom(null, true, false),
  costs: few(fc.record({ amount: fc.constantFrom(null, 0, 12.5), currency: fc.constantFrom(null, 'XTS'), note: said, validFrom: dayOrNull, validTo: fc.constant(null) })),
  servedAreas: fc.option(fc.subarray(['ZZ', 'ZZ-01', 'ZZ-0102'], { minLength: 1 }), { nil: null }),
  liveCapacity: few(fc.record({ unit: words, available: fc.nat(5), maximum: fc.constantFrom(null, 5), waiting: fc.constantFrom(null, 3), updated: fc.constant('2026-11-20T08:00:00Z') })),
  waitingList: fc.constantFrom(null, true, false), waitDays: fc.constantFrom(null, 0, 30), legalBases: few(fc.constant('zz-law')), applicationProcess: said,
  evidence: fc.constantFrom(null, ...EVIDENCE_LEVELS), sources: fc.array(fc.record({ source: words, where: said }), { minLength: 1, maxLength: 2 }),
}).map((parts) => quietService(parts));

/** Any service that everybody may know of. */
export const anyService: fc.Arbitrary<Service> = openService;

export const anyOrganization: fc.Arbitrary<Organization> = fc.record({
  ...common, id: fc.stringMatching(/^zz-[a-z0-9]{1,8}$/), nameEs: words, nameEn: words, descriptionEn: said, acronym: said, aliases: fc.uniqueArray(words, { maxLength: 3 }), note: said, nameEsInSource: fc.boolean(),
}).map((parts) => quietOrganization(parts));
