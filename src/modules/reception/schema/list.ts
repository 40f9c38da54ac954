/** An arrival list: what a file holds, what an officer says of it, the accepted list. */
import { z } from 'zod';
import { RETURN_KINDS, type ReturnKind, type Sex } from '#kernel/codes';
import type { ParsedPerson, RowState } from './row.ts';
import type { PointOnDay } from './points.ts';
import type { ListChanges, ListLikeness, Overlap } from './reconcile.ts';
import { VARIANTS, type Variant } from './items.ts';
import { MODES, day, line, type Mode } from './words.ts';

export type FileFormat = 'delimited' | 'xlsx';
export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

export const FIELDS = [
  'reference', 'fullName', 'givenNames', 'firstGiven', 'secondGiven', 'surnames', 'firstSurname', 'secondSurname', 'birthDate', 'age', 'sex',
  'number', 'originAdmin1', 'originAdmin2', 'destination', 'phone', 'group', 'relation', 'unit', 'remarks', 'authority', 'kind',
  'nationality', 'ignore',
] as const;
/** What a column of an arrival list holds. */
export type Field = (typeof FIELDS)[number];

export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

export const NAME_ORDERS = ['surnamesFirst', 'givenFirst'] as const;
export type NameOrder = (typeof NAME_ORDERS)[number];

/** What the letter M means in the sex column of one file. */
export const SEX_M = ['male', 'female'] as const;
export type SexM = (typeof SEX_M)[number];

export const QUESTIONS = ['columns', 'dateOrder', 'nameOrder', 'sexM'] as const;
/** What a file leaves open and the officer answers once for the whole file. */
export type Question = (typeof QUESTIONS)[number];

/** The officer's answers about one file; columns by their number from 0. */
export const ReadingChoices = z.strictObject({
  columns: z.record(z.string().regex(/^\d{1,3}$/), z.enum(FIELDS)).optional(),
  /** Row of the file that names the columns; 0 if there is none. */
  headerRow: z.number().int().min(0).max(100).optional(),
  dateOrder: z.enum(DATE_ORDERS).optional(),
  nameOrder: z.enum(NAME_ORDERS).optional(),
  sexM: z.enum(SEX_M).optional(),
});
export type ReadingChoices = z.infer<typeof ReadingChoices>;

/** Every problem a list can have: `block` keeps the row from being taken in, `warn` is shown at the desk. */
export const PROBLEM_SEVERITY = {
  'name-missing': 'block', 'name-too-long': 'block', 'name-long': 'warn', 'surname-missing': 'warn', 'given-name-missing': 'warn',
  'name-odd-characters': 'warn', 'name-order-guessed': 'warn',
  'date-impossible': 'warn', 'date-unreadable': 'warn', 'date-year-only': 'warn', 'date-month-only': 'warn', 'date-two-digit-year': 'warn',
  'birth-missing': 'warn', 'birth-after-arrival': 'warn', 'birth-too-early': 'warn', 'age-disagrees': 'warn', 'age-unreadable': 'warn',
  'sex-missing': 'warn', 'sex-unknown-word': 'warn',
  'department-unknown': 'warn', 'municipality-unknown': 'warn', 'municipality-ambiguous': 'warn', 'place-guessed': 'warn',
  'destination-unknown': 'warn',
  'number-odd': 'warn', 'number-disagrees-birth': 'warn', 'number-disagrees-sex': 'warn', 'number-twice': 'warn',
  'row-twice': 'warn', 'person-twice': 'warn', 'cell-formula': 'warn', 'cell-too-long': 'warn', 'text-repaired': 'warn', 'cells-beyond-header': 'warn',
  'kind-unknown': 'warn',
} as const satisfies Record<string, 'block' | 'warn'>;
export type ProblemCode = keyof typeof PROBLEM_SEVERITY;
export type Severity = 'block' | 'warn';

/** The sender that a file's header points to. */
export interface Recognised {
  readonly sender: string;
  /** `shape`: the very same header words in the same order · `words`: most of them. */
  readonly by: 'shape' | 'words';
}

/** One thing wrong in a list, by row and column of the file (both from 1). Its sentence is `reception.problem.<code>`. */
export interface RowProblem {
  readonly row: number;
  readonly column: number | null;
  readonly header: string | null;
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Something to know about the whole file. Its sentence is `reception.notice.<code>`. */
export interface FileNotice {
  readonly code: 'total-disagrees' | 'other-sheets' | 'header-twice' | 'no-header' | 'text-repaired' | 'windows-encoding' | 'no-people';
  readonly params: Readonly<Record<string, string | number>>;
}

export interface ReadRow {
  /** Row of the file, from 1, as a spreadsheet program shows it. */
  readonly row: number;
  readonly raw: readonly string[];
  readonly person: ParsedPerson;
  readonly problems: readonly RowProblem[];
}

export interface SetApartRow {
  readonly row: number;
  readonly why: 'title' | 'header' | 'blank' | 'total' | 'note';
  readonly text: string;
}

export interface ReadColumn {
  readonly index: number;
  readonly header: string;
  readonly field: Field;
  /** Guessed from the header word, remembered from this sender, or chosen by the officer. */
  readonly by: 'guess' | 'sender' | 'officer';
  readonly example: string;
}

/** Everything that was understood of a file. Rows of the file = `rows` + `setApart`: nothing is lost. */
export interface ManifestReading {
  readonly format: FileFormat;
  readonly encoding: Encoding | null;
  readonly delimiter: string | null;
  readonly sheet: string | null;
  readonly headerRow: number | null;
  readonly columns: readonly ReadColumn[];
  readonly choices: { readonly dateOrder: DateOrder | null; readonly nameOrder: NameOrder | null; readonly sexM: SexM | null };
  readonly questions: readonly Question[];
  readonly notices: readonly FileNotice[];
  readonly rows: readonly ReadRow[];
  readonly setApart: readonly SetApartRow[];
  readonly statedTotal: number | null;
  /** A date that stands in the title lines, a proposal for the day of arrival. */
  readonly titleDate: string | null;
  /** The sender whom the header words point to, from what was confirmed before. */
  readonly recognised: Recognised | null;
  /** Header words in order, folded. */
  readonly shape: string;
  /** What can be read in two ways, each way shown on people of the file. */
  readonly layouts: readonly Layout[];
}

/** A person of the file as one way of reading shows them. */
export interface SamplePerson {
  readonly row: number;
  readonly givenNames: string;
  readonly surnames: string;
  readonly nameAsSeen: string;
  readonly birthDate: string | null;
  readonly birthAsSeen: string | null;
  readonly sex: Sex | null;
}

/** One thing that a file can be read in two ways: what was chosen, by whom, and the same people read each way. */
export interface Layout {
  readonly question: Exclude<Question, 'columns'>;
  readonly chosen: DateOrder | NameOrder | SexM | null;
  readonly by: 'file' | 'sender' | 'officer' | null;
  /** What looks likelier where nothing settles it. */
  readonly proposed: DateOrder | NameOrder | SexM | null;
  readonly options: readonly { readonly value: DateOrder | NameOrder | SexM; readonly people: readonly SamplePerson[] }[];
}

/** What the officer says of the arrival; the sender's name carries the remembered columns. */
export const ArrivalDetails = z.strictObject({
  arrivesOn: day,
  mode: z.enum(MODES),
  sender: line(120).min(1, { error: 'reception.sender-missing' }),
  fromCountry: z.string().length(2).optional(),
  kind: z.enum(RETURN_KINDS).default('deported'),
  authority: line(80).optional(),
  label: line(120).optional(),
  /** Adults, families or children: with the mode, the variant of the reception. */
  variant: z.enum(VARIANTS).optional(),
  /** The accepted list of which this file is a later version; `null`: a list of its own, whatever it looks like. */
  updates: z.uuid().nullable().optional(),
});
export type ArrivalDetails = z.infer<typeof ArrivalDetails>;

/** What an officer said of an arrival so far. */
export type SaidOfArrival = { readonly [K in keyof ArrivalDetails]?: ArrivalDetails[K] | undefined };

/** Changes what a draft says; the file is read again with it. */
export const ReviseUpload = z.strictObject({ details: ArrivalDetails.partial().optional(), choices: ReadingChoices.optional() });
export type ReviseUpload = z.infer<typeof ReviseUpload>;

export const AcceptUpload = z.strictObject({
  details: ArrivalDetails,
  /** Rows of the file that are left out on purpose; every blocked row must be among them. */
  leaveOut: z.array(z.number().int().positive()).max(5_000).default([]),
  /** The point that receives instead, if this one does not on that day: the list is moved there as soon as it is in. */
  receiveAt: z.uuid().optional(),
});
export type AcceptUpload = z.output<typeof AcceptUpload>;
export type AcceptUploadInput = z.input<typeof AcceptUpload>;

export interface UploadPreview {
  readonly uploadId: string;
  readonly fileName: string;
  readonly details: SaidOfArrival;
  readonly reading: ManifestReading;
  /** Where the same file was accepted before. */
  readonly acceptedAs: string | null;
  /** Lists of this point that this file may be a later version of, the likeliest first. */
  readonly alike: readonly ListLikeness[];
  /** What changes, if the officer says that it is a later version. */
  readonly changes: ListChanges | null;
  /** People who also stand on another list of this point. */
  readonly overlaps: readonly Overlap[];
  /** What the reception point is on the day of arrival. */
  readonly point: PointOnDay;
}

export interface UploadLine {
  readonly uploadId: string;
  readonly fileName: string;
  readonly people: number;
  readonly problems: number;
  readonly createdAt: string;
}

export interface ManifestLine {
  readonly manifestId: string;
  readonly label: string;
  readonly sender: string;
  readonly arrivesOn: string;
  readonly mode: Mode;
  readonly kind: ReturnKind;
  readonly variant: Variant;
  readonly people: number;
  readonly problems: number;
  readonly counts: Readonly<Record<RowState, number>>;
  readonly version: number;
  readonly closed: boolean;
  /** Rows not yet compared with the registry. */
  readonly toMatch: number;
  /** False for a list of which this point received only a part. */
  readonly own: boolean;
}
