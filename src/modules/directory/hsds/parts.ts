import type { z } from 'zod';
import type { contactSchema, costSchema, DirectoryPhone, fundingSchema, LiveCapacity, Schedule, webSchema } from '../entry/parts.ts';
import { hsdsId, partId } from './ids.ts';
import { extended, extension, numberOf, rowOf, rowsOf, stated, textOf, type HsdsRow } from './row.ts';

/** Parts of services, organizations and places, to the exchange format and back. `parent` is the UUID of what they belong to. */

type Make<T> = (part: T, id: string, country: string) => HsdsRow;

/** A list of parts, each with an id of its own. */
export function partsTo<T>(parent: string, name: string, list: readonly T[], make: Make<T>, country = ''): HsdsRow[] {
  return list.map((part, at) => {
    const id = partId(parent, name, at);
    return stated({ id, ...make(part, id, country) });
  });
}

const languagesTo = (parent: string, codes: readonly string[]): HsdsRow[] => partsTo(parent, 'language', codes, (code) => ({ code }));
const languagesFrom = (row: HsdsRow): string[] => rowsOf(row, 'languages').map((l) => textOf(l, 'code') ?? '').filter((code) => /^[a-z]{3}$/.test(code));

export const languages = { to: languagesTo, from: languagesFrom };

const SILENT_PHONE = { intake: false };

export const phones = {
  to: (parent: string, list: readonly DirectoryPhone[]): HsdsRow[] => partsTo(parent, 'phone', list, (p, id) => ({
    number: p.number, extension: p.extension, type: p.kind, description: p.note, languages: languagesTo(id, p.languages), ...extended(p, ['intake'], SILENT_PHONE),
  })),
  from: (row: HsdsRow): unknown[] => rowsOf(row, 'phones').map((p) => ({
    number: textOf(p, 'number'), extension: numberOf(p, 'extension'), kind: textOf(p, 'type') ?? 'voice', note: textOf(p, 'description'),
    languages: languagesFrom(p), ...extension(p, ['intake']),
  })),
};

export const schedules = {
  to: (parent: string, list: readonly Schedule[]): HsdsRow[] => partsTo(parent, 'schedule', list, (s) => ({
    freq: 'WEEKLY', interval: s.everyWeeks, byday: s.days.join(','), opens_at: s.opens, closes_at: s.closes, valid_from: s.validFrom, valid_to: s.validTo,
    dtstart: s.everyWeeks > 1 ? s.validFrom : null, description: s.note,
  })),
  from: (row: HsdsRow): unknown[] => rowsOf(row, 'schedules').filter((s) => textOf(s, 'freq') !== 'MONTHLY' && textOf(s, 'byday') !== null).map((s) => ({
    days: (textOf(s, 'byday') ?? '').split(',').map((day) => day.trim()), opens: clock(s, 'opens_at'), closes: clock(s, 'closes_at'),
    validFrom: textOf(s, 'valid_from') ?? textOf(s, 'dtstart'), validTo: textOf(s, 'valid_to') ?? textOf(s, 'until'), everyWeeks: numberOf(s, 'interval') ?? 1,
    note: textOf(s, 'description') ?? textOf(s, 'notes'),
  })),
};

/** Others print seconds or a zone after the hour and minute. */
const clock = (row: HsdsRow, field: string): string | null => textOf(row, field)?.slice(0, 5) ?? null;

type Contact = z.infer<typeof contactSchema>;

export const contacts = {
  to: (parent: string, list: readonly Contact[]): HsdsRow[] => partsTo(parent, 'contact', list, (c, id) => ({
    title: c.role, department: c.department, email: c.email, phones: phones.to(id, c.phones),
  })),
  /** The name of a person is not taken over. */
  from: (row: HsdsRow): unknown[] => rowsOf(row, 'contacts').filter((c) => textOf(c, 'title') !== null || textOf(c, 'department') !== null).map((c) => ({
    role: textOf(c, 'title') ?? textOf(c, 'department'), department: textOf(c, 'title') === null ? null : textOf(c, 'department'),
    email: textOf(c, 'email'), phones: phones.from(c),
  })),
};

export const funding = {
  to: (parent: string, list: readonly z.infer<typeof fundingSchema>[]): HsdsRow[] =>
    partsTo(parent, 'funding', list, (f) => ({ source: f.source, ...extended(f, ['until', 'note']) })),
  from: (row: HsdsRow): unknown[] => rowsOf(row, 'funding').filter((f) => textOf(f, 'source') !== null).map((f) => ({ source: textOf(f, 'source'), ...extension(f, ['until', 'note']) })),
};

export const costs = {
  to: (parent: string, list: readonly z.infer<typeof costSchema>[]): HsdsRow[] => partsTo(parent, 'cost', list, (c) => ({
    currency: c.currency, amount: c.amount, amount_description: c.note, valid_from: c.validFrom, valid_to: c.validTo,
  })),
  from: (row: HsdsRow): unknown[] => rowsOf(row, 'cost_options').map((c) => ({
    currency: textOf(c, 'currency'), amount: numberOf(c, 'amount'), note: textOf(c, 'amount_description') ?? textOf(c, 'option'),
    validFrom: textOf(c, 'valid_from'), validTo: textOf(c, 'valid_to'),
  })),
};

export const capacities = {
  to: (parent: string, list: readonly LiveCapacity[], country: string): HsdsRow[] => partsTo(parent, 'capacity', list, (c) => ({
    unit: { id: hsdsId(country, 'unit', c.unit), name: c.unit }, available: c.available, maximum: c.maximum, updated: c.updated, ...extended(c, ['waiting']),
  })),
  from: (row: HsdsRow): unknown[] => rowsOf(row, 'capacities').map((c) => ({
    unit: textOf(rowOf(c, 'unit') ?? {}, 'name'), available: numberOf(c, 'available'), maximum: numberOf(c, 'maximum'), updated: textOf(c, 'updated'), ...extension(c, ['waiting']),
  })),
};

type Web = z.infer<typeof webSchema>;

/** One address without a label stands on the object itself; all others are listed. */
export const web = {
  to: (parent: string, list: readonly Web[], single: string, many: string): HsdsRow => {
    const first = list[0]?.label === null ? list[0] : undefined;
    return { [single]: first?.url, [many]: partsTo(parent, 'url', first ? list.slice(1) : list, (w) => ({ url: w.url, label: w.label })) };
  },
  from: (row: HsdsRow, single: string, many: string): unknown[] => {
    const first = textOf(row, single);
    const more = rowsOf(row, many).filter((w) => textOf(w, 'url') !== null).map((w) => ({ url: textOf(w, 'url'), label: textOf(w, 'label') }));
    return first === null ? more : [{ url: first, label: null }, ...more];
  },
};

/** One mail address stands on the object itself; further ones in the extension. */
export const mail = {
  to: (list: readonly string[]): HsdsRow => ({ email: list[0], x_more_emails: list.slice(1) }),
  from: (row: HsdsRow): unknown[] => {
    const more = row['x_more_emails'];
    return [...(textOf(row, 'email') === null ? [] : [textOf(row, 'email')]), ...(Array.isArray(more) ? more : [])];
  },
};

interface Described { readonly descriptionEs: string | null; readonly descriptionEn: string | null }

/** The format has one description: the Spanish one, or else the English one, and it says which. */
export const description = {
  to: ({ descriptionEs: es, descriptionEn: en }: Described): HsdsRow => (es === null
    ? { description: en, x_description_language: en ? 'eng' : null } : { description: es, x_description_en: en }),
  from: (row: HsdsRow): Described => {
    const text = textOf(row, 'description');
    if (textOf(row, 'x_description_language') === 'eng') return { descriptionEs: null, descriptionEn: text };
    return { descriptionEs: text, descriptionEn: textOf(row, 'x_description_en') };
  },
};
