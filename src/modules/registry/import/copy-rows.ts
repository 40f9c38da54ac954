/** Registrations as lines for the database's bulk reader, one text per table. */
import { newId, newPublicCode } from '#kernel/ids';
import { indexedForm, type LikelyWords } from '../rules/indexed.ts';
import { nameTokens } from '../rules/names.ts';
import { compactNumber } from '../rules/numbers.ts';
import { soundsOf } from '../rules/person.ts';
import type { Alongside } from './alongside.ts';
import type { Registration } from './registration.ts';

export interface ImportTarget {
  readonly country: string;
  readonly officeId: string;
  readonly officeKey: number;
  readonly system: string;
  readonly userId: string;
  readonly now: Date;
  /** The same, as it is written. */
  readonly time: string;
  /** What a rare word of a name probably means. */
  readonly likely: LikelyWords;
}

/** Tables in the order in which they are written, with their columns. */
export const COPIED = {
  person: `registry.person (id, country, public_code, given_names, surname1, surname2, married_surname, mother_name, name_words, given_sounds, surname_sounds, birth_date, birth_precision, sex,
    nationalities, birth_admin1, birth_admin2, last_return_on, last_return_place, last_return_group, source, evidence, identity_id, registered_by, registered_at)`,
  office: 'registry.person_office (person_id, office_id, country, why, given_by, given_at)',
  document: 'registry.identity_document (id, country, person_id, type, issuing_country, number_seen, number_compact, status, evidence, number_check, recorded_by, recorded_at)',
  contact: 'registry.contact (id, country, person_id, channel, value, safety, recorded_by, recorded_at)',
  external: 'registry.external_id (country, system, id, person_id, recorded_by, recorded_at)',
  index: 'registry.person_index (person_id, country, profile, keys)',
} as const;
export type CopiedTable = keyof typeof COPIED;
export type CopyTexts = Record<CopiedTable, string>;

const ESCAPED = /[\\\t\n\r]/u;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A text as the bulk reader takes it. */
function text(value: string | null | undefined): string {
  if (value === null || value === undefined) return '\\N';
  return ESCAPED.test(value) ? value.replace(/[\\\t\n\r]/gu, (c) => ESCAPES[c]!) : value;
}

/** Words of names hold letters and figures only; quoted, since one may be `null`. */
const words = (list: readonly string[]): string => (list.length > 0 ? `{"${list.join('","')}"}` : '{}');

/** Codes drawn in this import: a billion codes meet sooner than one thinks. */
export class Codes {
  readonly #drawn = new Set<string>();
  draw(): string {
    for (;;) {
      const code = newPublicCode();
      if (this.#drawn.has(code)) continue;
      this.#drawn.add(code);
      return code;
    }
  }
}

/** Adds the lines of one person and returns the id. */
export function addLines(texts: CopyTexts, row: Registration, publicCode: string, to: ImportTarget): string {
  const { country, userId, time: now } = to;
  const id = newId(to.now);
  const { given, surnames } = soundsOf(nameTokens(row));
  const form = indexedForm(country, { ...row, publicCode }, to.likely);
  const place = row.returnedOn ? text(row.site) : '\\N';
  texts.person += `${id}\t${country}\t${publicCode}\t${text(row.givenNames)}\t${text(row.surname1)}\t${text(row.surname2)}\t${text(row.marriedSurname)}\t${text(row.motherName)}\t${words(form.words)}\t${words(given)}\t${words(surnames)}\t${text(row.birthDate)}\t${row.birthPrecision}\t${text(row.sex)}\t${words(row.nationalities ?? [])}\t${text(row.birthAdmin1)}\t${text(row.birthAdmin2)}\t${text(row.returnedOn)}\t${place}\t${text(row.arrivalGroup)}\timport\tdeclared\t${id}\t${userId}\t${now}\n`;
  texts.office += `${id}\t${to.officeId}\t${country}\tregistered\t${userId}\t${now}\n`;
  for (const d of row.documents) {
    texts.document += `${newId(to.now)}\t${country}\t${id}\t${d.type}\t${row.nationalities?.[0] ?? country}\t${text(d.number)}\t${text(compactNumber(d.number))}\theld\tdeclared\tunverified\t${userId}\t${now}\n`;
  }
  for (const phone of row.phones) texts.contact += `${newId(to.now)}\t${country}\t${id}\tphone\t${text(phone)}\task-first\t${userId}\t${now}\n`;
  texts.external += `${country}\t${text(to.system)}\t${text(row.regId)}\t${id}\t${userId}\t${now}\n`;
  texts.index += `${id}\t${country}\t${text(form.profile)}\t{${form.keys.join(',')},${to.officeKey}}\n`;
  return id;
}

/** The line that a room above keeps of one person, or nothing. */
export function lineAlongside(room: Alongside, row: Registration, personId: string, to: ImportTarget): string {
  const { country, officeId, userId, now, time } = to;
  const cells = room.row({ personId, country, officeId, userId, now, time, returnedOn: row.returnedOn, site: row.site });
  return cells ? `${cells.map(text).join('\t')}\n` : '';
}

export const noLines = (): CopyTexts => ({ person: '', office: '', document: '', contact: '', external: '', index: '' });
