import { z } from 'zod';
import { EVIDENCE_KINDS, type Entry, type EntryKind } from '../../schema/stewardship.ts';

/** What the form of an entry holds, and what it sends. Pure. */

const reason = z.string({ error: 'directory.reason-missing' }).trim().min(1, 'directory.reason-missing').max(1000, 'directory.text-too-long');

/** The form: the entry itself is checked by the server, whose schema of its kind knows every field. */
export const editSchema = z.object({
  entry: z.unknown(),
  confirms: z.boolean().default(false),
  reason,
  evidenceKind: z.enum(EVIDENCE_KINDS),
  evidence: z.string().trim().max(500, 'directory.text-too-long').default(''),
});

type Row = Readonly<Record<string, unknown>>;
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was emptied says nothing: `null`, and no empty lines in lists. */
function tidy(value: unknown): unknown {
  if (value === undefined || value === '') return null;
  if (Array.isArray(value)) return value.map(tidy).filter((one) => one !== null);
  return isRow(value) ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, tidy(part)])) : value;
}

const BENEFIT = { amount: null, currency: null, note: null };
const says = (value: unknown): value is Row => isRow(value) && Object.values(value).some((part) => part !== null);

/** An address without a street is none; of a coordinate alone nothing is known. */
function tidyPlace(place: unknown): unknown {
  if (!isRow(place)) return place;
  const address = isRow(place['address']) && place['address']['street'] ? { more: null, postalCode: null, ...place['address'] } : null;
  const both = typeof place['latitude'] === 'number' && typeof place['longitude'] === 'number';
  return { ...place, address, latitude: both ? place['latitude'] : null, longitude: both ? place['longitude'] : null, precision: both ? (place['precision'] ?? 'exact') : null };
}

/** What the form begins with: figures by name become lines that can be written. */
export function typedEntry(entry: Entry): Entry {
  const { capacity } = entry;
  return isRow(capacity) ? { ...entry, capacity: Object.entries(capacity).map(([name, value]) => ({ name, value: String(value) })) } : entry;
}

/** Figures by name again. A text of digits is a number, unless the source had it as a text. */
function figuresOf(lines: unknown, before: unknown): unknown {
  if (!Array.isArray(lines)) return lines;
  const was = isRow(before) ? before : {};
  const told = (lines as readonly Row[]).filter(({ name, value }) => typeof name === 'string' && value !== null && value !== undefined);
  const read = (name: string, text: string): string | number => (was[name] === text || !/^-?\d+(?:\.\d+)?$/.test(text) ? text : Number(text));
  return told.length === 0 ? null : Object.fromEntries(told.map(({ name, value }) => [String(name), read(String(name), String(value))]));
}

/** Places that somebody counted anew were counted now. */
function countedNow(lines: unknown, before: unknown, now: string): unknown {
  if (!Array.isArray(lines)) return lines;
  const was = new Set((Array.isArray(before) ? before : []).map((one) => JSON.stringify(one)));
  return (lines as readonly Row[]).map((one) => {
    const { unit = null, available = null, maximum = null, waiting = null, updated = null } = one;
    const told = { unit, available, maximum, waiting, updated };
    return was.has(JSON.stringify(told)) ? told : { ...told, updated: now };
  });
}

/** The entry as it is proposed: what the form wrote on top of what it began with. `now` is the moment of what was counted. */
export function proposedEntry(base: Entry, typed: unknown, now: string): Entry {
  const written = tidy(typed) as Row;
  // A box that was emptied is absent in what the form gives back.
  const emptied = Object.fromEntries(Object.keys(base).map((key) => [key, null]));
  const whole: Row = { ...emptied, ...written };
  const entry = {
    ...whole,
    ...('benefit' in whole ? { benefit: says(whole['benefit']) ? { ...BENEFIT, ...whole['benefit'] } : null } : {}),
    ...(Array.isArray(whole['places']) ? { places: whole['places'].map(tidyPlace) } : {}),
    ...(whole['place'] ? { place: tidyPlace(whole['place']) } : {}),
    ...('capacity' in whole ? { capacity: figuresOf(whole['capacity'], base['capacity']) } : {}),
    ...('liveCapacity' in whole ? { liveCapacity: countedNow(whole['liveCapacity'], base['liveCapacity'], now) } : {}),
    // Serving nobody is not an area: nothing chosen says nothing.
    ...(Array.isArray(whole['servedAreas']) && whole['servedAreas'].length === 0 ? { servedAreas: null } : {}),
  };
  return entry as Entry;
}

const SOURCE = { sources: [] };
const NAMED = { nameEs: null, nameEn: null, ...SOURCE };
const PLACE = { reach: 'unstated', admin1: null, admin2: null, note: null };

/** What a new entry begins with: everything that nobody has said yet. */
export function blankEntry(kind: EntryKind, country: string, year: number): Entry {
  switch (kind) {
    case 'organization': return { ...NAMED, nameEsInSource: true, acronym: null, kind: null, scope: country, parent: null, aliases: [], note: null };
    case 'service': return {
      ...NAMED, organizationId: null, organizationInferred: false, programmeName: null, nameEsInSource: true, descriptionEn: null, level: 'individual', dimension: null, serviceTypes: [], phase: null, scope: country,
      places: [], targetGroups: [], eligibility: [], criteria: null, protectionOnly: false, openConditions: [], needCriteria: {}, ages: null, sexes: null, specificity: 1, requiredDocuments: null, benefit: null,
      capacity: null, referralPath: null, partners: [], status: 'active_as_of', asOf: year, matchable: true, notMatchable: null, confidentialLocation: false, notes: null,
    };
    case 'receptionPoint': return { ...NAMED, place: PLACE, mode: null, populations: [], operatorId: null, oversightId: null, services: [], count: null, status: 'active_as_of', asOf: year, confidentialLocation: false, notes: null };
    case 'document': return { ...NAMED, scope: country, issuerId: null, kind: null, accepted: [], rejected: [], notes: null };
    case 'legalBasis': return { ...SOURCE, scope: country, instrument: null, year: null, kind: null, grants: null, citation: null };
  }
}
