/** What lists and reception points answer, field by field: what is not named here never leaves the room. */
import { z } from 'zod';
import { RETURN_KINDS, SEXES } from '#kernel/codes';
import {
  ArrivalDetails, COMPARED_FIELDS, DATE_ORDERS, DIFFERENCE_KINDS, DIFFERENCE_REASONS, FIELDS, MODES, NAME_ORDERS, VARIANTS, POINT_STATES, QUESTIONS, ROW_STATES, SEX_M,
  type DifferenceReason, type ManifestLine, type ManifestReading, type MoveLine, type PointEntry, type PointLine, type PointOnDay, type Reconciliation, type SenderLine, type UploadLine,
  type UploadPreview,
} from './schema.ts';
import { parsedPerson, rowCounts, rowProblem } from './views.ts';

const text = z.string();
const orNull = z.string().nullable();
const number = z.number();
const params = z.record(z.string(), z.union([z.string(), z.number()]));
const mode = z.enum(MODES);
const state = z.enum(ROW_STATES);
const value = z.enum([...DATE_ORDERS, ...NAME_ORDERS, ...SEX_M]);

const layout = z.object({
  question: z.enum(['dateOrder', 'nameOrder', 'sexM']), chosen: value.nullable(), by: z.enum(['file', 'sender', 'officer']).nullable(), proposed: value.nullable(),
  options: z.array(z.object({
    value, people: z.array(z.object({ row: number, givenNames: text, surnames: text, nameAsSeen: text, birthDate: orNull, birthAsSeen: orNull, sex: z.enum(SEXES).nullable() })),
  })),
});

const reading: z.ZodType<ManifestReading> = z.object({
  format: z.enum(['delimited', 'xlsx']), encoding: z.enum(['utf-8', 'windows-1252', 'utf-16le', 'utf-16be']).nullable(), delimiter: orNull, sheet: orNull,
  headerRow: number.nullable(),
  columns: z.array(z.object({ index: number, header: text, field: z.enum(FIELDS), by: z.enum(['guess', 'sender', 'officer']), example: text })),
  choices: z.object({ dateOrder: z.enum(DATE_ORDERS).nullable(), nameOrder: z.enum(NAME_ORDERS).nullable(), sexM: z.enum(SEX_M).nullable() }),
  questions: z.array(z.enum(QUESTIONS)),
  notices: z.array(z.object({
    code: z.enum(['total-disagrees', 'other-sheets', 'header-twice', 'no-header', 'text-repaired', 'windows-encoding', 'no-people']), params,
  })),
  rows: z.array(z.object({ row: number, raw: z.array(text), person: parsedPerson, problems: z.array(rowProblem) })),
  setApart: z.array(z.object({ row: number, why: z.enum(['title', 'header', 'blank', 'total', 'note']), text })),
  statedTotal: number.nullable(), titleDate: orNull, recognised: z.object({ sender: text, by: z.enum(['shape', 'words']) }).nullable(), shape: text, layouts: z.array(layout),
});

const entry: z.ZodType<PointEntry> = z.object({
  stateId: text, state: z.enum(POINT_STATES), movedTo: orNull, movedToName: orNull, from: text, to: orNull, reason: text, by: text, at: text, revokedBy: orNull, revokedAt: orNull,
});

const onDay = z.object({
  officeId: text, name: text, state: z.enum(POINT_STATES), movedTo: z.object({ officeId: text, name: text }).nullable(), entry: entry.nullable(),
}) satisfies z.ZodType<PointOnDay>;

export const pointLines: z.ZodType<{ points: PointLine[] }> = z.object({
  points: z.array(onDay.extend({
    mine: z.boolean(), mayChange: z.boolean(), history: z.array(entry), fact: z.object({ status: text, asOf: number.nullable() }).nullable(),
  })),
});

export const moveLines: z.ZodType<{ moves: MoveLine[] }> = z.object({
  moves: z.array(z.object({
    moveId: text, label: text, arrivesOn: text, people: number, fromName: text, toName: text, away: z.boolean(), reason: text, by: text, at: text,
    undone: z.object({ by: text, at: text, people: number }).nullable(), mayUndo: z.boolean(),
  })),
});

const changes = z.object({
  kept: z.array(z.object({ rowId: text, row: number })),
  altered: z.array(z.object({
    rowId: text, row: number, state, name: text, sure: z.boolean(), changes: z.array(z.object({ what: z.enum(COMPARED_FIELDS), before: text, after: text })),
  })),
  added: z.array(z.object({ row: number, name: text })),
  gone: z.array(z.object({ rowId: text, state, name: text })),
  back: z.array(z.object({ rowId: text, row: number, name: text })),
});

export const uploadPreview = z.object({
  uploadId: text, fileName: text, details: ArrivalDetails.partial(), reading, acceptedAs: orNull,
  alike: z.array(z.object({ manifestId: text, label: text, arrivesOn: text, people: number, shared: number })), changes: changes.nullable(),
  overlaps: z.array(z.object({ row: number, name: text, manifestId: text, label: text, state })), point: onDay,
}) as unknown as z.ZodType<UploadPreview>;

export const uploadLines: z.ZodType<{ uploads: UploadLine[] }> = z.object({
  uploads: z.array(z.object({ uploadId: text, fileName: text, people: number, problems: number, createdAt: text })),
});

export const manifestLines: z.ZodType<{ manifests: ManifestLine[] }> = z.object({
  manifests: z.array(z.object({
    manifestId: text, label: text, sender: text, arrivesOn: text, mode, kind: z.enum(RETURN_KINDS), variant: z.enum(VARIANTS), people: number, problems: number,
    counts: rowCounts, version: number, closed: z.boolean(), toMatch: number, own: z.boolean(),
  })),
});

const readings = z.object({ dateOrder: z.enum(DATE_ORDERS).optional(), nameOrder: z.enum(NAME_ORDERS).optional(), sexM: z.enum(SEX_M).optional() });

export const senderLines: z.ZodType<{ senders: SenderLine[] }> = z.object({
  senders: z.array(z.object({
    layoutId: text, sender: text, senderKey: text, shape: text, columns: z.record(z.string(), z.enum(FIELDS)), readings,
    arrival: z.object({ mode: mode.optional(), kind: z.enum(RETURN_KINDS).optional(), fromCountry: text.optional(), authority: text.optional(), variant: z.enum(VARIANTS).optional() }),
    uses: number, updatedAt: text, updatedBy: text,
  })),
});

const reason = z.enum([...new Set(Object.values(DIFFERENCE_REASONS).flat())] as [DifferenceReason, ...DifferenceReason[]]);

export const reconciliation: z.ZodType<Reconciliation> = z.object({
  manifestId: text, label: text, sender: text, arrivesOn: text, mode, variant: z.enum(VARIANTS), pointName: text, own: z.boolean(), version: number,
  counts: z.object({ expected: number, arrived: number, notArrived: number, notOnList: number, offList: number, leftOut: number, open: number, movedAway: number }),
  differences: z.array(z.object({ key: text, kind: z.enum(DIFFERENCE_KINDS), reference: text, name: text, reason: reason.nullable(), note: orNull, by: orNull })),
  walkIns: z.array(z.object({
    rowId: text, name: text, age: number.nullable(), state, cameWith: z.boolean(), label: orNull, maybe: z.array(z.object({ rowId: text, name: text, sure: z.boolean(), state })),
  })),
  elsewhere: z.array(z.object({ rowId: text, name: text, asName: text, asLabel: orNull })),
  versions: z.array(z.object({ version: number, fileName: text, people: number, added: number, gone: number, altered: number, acceptedBy: text, acceptedAt: text })),
  matching: z.object({ done: number, total: number, known: number }),
  closing: z.object({ kind: z.enum(['closed', 'reopened']), by: text, at: text, reason: orNull, changedSince: z.boolean() }).nullable(),
  missing: z.array(z.enum(['open', 'reasons'])),
});
