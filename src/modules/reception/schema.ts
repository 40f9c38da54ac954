/** The words of reception: arrival list, row, problem, desk, return event, slip. Shared by server and browser. */
import { z } from 'zod';
import { RETURN_KINDS, SEXES, type ReturnKind, type Sex } from '#kernel/codes';
import { isPlainDate } from '#kernel/dates';
import { TRAVELLING_AS } from '#kernel/facts';

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

export const FLAGS = ['unaccompaniedChild', 'child', 'family', 'injured', 'pregnant', 'elder', 'noDocuments'] as const;
/** What a row says about who should be seen first. */
export type Flag = (typeof FLAGS)[number];

export type RowBirthPrecision = 'day' | 'month' | 'year';

/** A person as a list names them: parsed, beside the text as it came. */
export interface ParsedPerson {
  readonly givenNames: string;
  readonly surname1: string;
  readonly surname2: string | null;
  readonly nameAsSeen: string;
  readonly birthDate: string | null;
  readonly birthPrecision: RowBirthPrecision | null;
  readonly birthAsSeen: string | null;
  readonly statedAge: number | null;
  readonly sex: Sex | null;
  readonly number: { readonly asSeen: string; readonly type: string; readonly result: string } | null;
  readonly originAdmin1: string | null;
  readonly originAdmin2: string | null;
  readonly originAsSeen: string | null;
  readonly destinationAdmin1: string | null;
  readonly destinationAdmin2: string | null;
  readonly destinationAsSeen: string | null;
  readonly phone: string | null;
  readonly group: string | null;
  readonly relation: string | null;
  readonly remarks: string | null;
  readonly authority: string | null;
  readonly kind: ReturnKind | null;
  readonly reference: string | null;
  readonly flags: readonly Flag[];
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
}

const line = (limit: number) => z.string().trim().max(limit).regex(/^[^\p{Cc}]*$/u, { error: 'reception.text-control' });
const day = z.string().refine(isPlainDate, { error: 'reception.date-impossible' });
const place = z.string().regex(/^[A-Z]{2}-[A-Z0-9]{2,8}$/, { error: 'reception.place-unknown' });
const code = z.string().min(1).max(60).regex(/^[A-Za-z][A-Za-z0-9_.-]*$/);

export const MODES = ['air', 'land', 'sea'] as const;
export type Mode = (typeof MODES)[number];

/** What the officer says of the arrival; the sender's name carries the remembered columns. */
export const ArrivalDetails = z.strictObject({
  arrivesOn: day,
  mode: z.enum(MODES),
  sender: line(120).min(1, { error: 'reception.sender-missing' }),
  fromCountry: z.string().length(2).optional(),
  kind: z.enum(RETURN_KINDS).default('deported'),
  authority: line(80).optional(),
  label: line(120).optional(),
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
}

export interface UploadLine {
  readonly uploadId: string;
  readonly fileName: string;
  readonly people: number;
  readonly problems: number;
  readonly createdAt: string;
}

export const ROW_STATES = ['expected', 'waiting', 'taken', 'finished', 'notArrived'] as const;
/** `expected`: on a list · `waiting`: here · `taken`: at somebody's desk · `finished`: has left with a next step · `notArrived`. */
export type RowState = (typeof ROW_STATES)[number];

export interface ManifestLine {
  readonly manifestId: string;
  readonly label: string;
  readonly sender: string;
  readonly arrivesOn: string;
  readonly mode: Mode;
  readonly kind: ReturnKind;
  readonly people: number;
  readonly problems: number;
  readonly counts: Readonly<Record<RowState, number>>;
}

/** A person of the arrivals board. */
export interface ArrivalLine {
  readonly rowId: string;
  readonly manifestId: string | null;
  readonly manifestLabel: string | null;
  readonly name: string;
  readonly age: number | null;
  readonly sex: Sex | null;
  readonly flags: readonly Flag[];
  readonly lane: number;
  readonly state: RowState;
  readonly minutesWaiting: number | null;
  readonly takenBy: string | null;
  readonly takenByMe: boolean;
  readonly problems: number;
  readonly before: EarlierReturn | null;
  readonly slipId: string | null;
}

/** "Returned before": the strongest earlier record that a row matched when the list was accepted. */
export interface EarlierReturn {
  readonly band: 'surely' | 'perhaps';
  readonly year: string | null;
  readonly place: string | null;
  readonly more: number;
}

export interface ArrivalsBoard {
  readonly lines: readonly ArrivalLine[];
  readonly counts: Readonly<Record<RowState, number>>;
  readonly longestWait: number | null;
}

export const NEXT_STEPS = ['destinationWindow', 'shelterTonight', 'healthNow', 'childProtection', 'familyPickup', 'transportHome'] as const;
/** What the person does when they leave the centre. */
export type NextStep = (typeof NEXT_STEPS)[number];

const DeskName = line(100);

/** The identity as the officer confirmed it. */
export const DeskIdentity = z.strictObject({
  givenNames: DeskName.min(1, { error: 'reception.name-missing' }),
  surname1: DeskName.default(''),
  surname2: DeskName.default(''),
  birthDate: day.nullable().default(null),
  birthPrecision: z.enum(['day', 'month', 'year', 'estimated']).default('day'),
  sex: z.enum(SEXES).nullable().default(null),
  originAdmin2: place.nullable().default(null),
  document: z.strictObject({ type: line(30), number: line(60), seen: z.boolean().default(false) }).nullable().default(null),
  phone: line(40).nullable().default(null),
  preferredLanguage: z.string().min(2).max(20).default('es'),
});
export type DeskIdentity = z.infer<typeof DeskIdentity>;

/** Who the officer says this is, in the light of the earlier records shown. */
export const WhoIsThis = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('samePerson'), personId: z.uuid() }),
  z.strictObject({ decision: z.literal('newPerson') }),
  z.strictObject({ decision: z.literal('notSure'), personId: z.uuid() }),
]);
export type WhoIsThis = z.infer<typeof WhoIsThis>;

/** The return itself, as the person and the list tell it. */
export const ReturnDetails = z.strictObject({
  returnedOn: day,
  mode: z.enum(MODES),
  kind: z.enum(RETURN_KINDS),
  fromCountry: z.string().length(2).nullable().default(null),
  authority: line(80).nullable().default(null),
  monthsAbroad: z.number().int().min(0).max(1_200).nullable().default(null),
  destinationAdmin2: place,
  travellingAs: z.enum(TRAVELLING_AS).default('alone'),
});
export type ReturnDetails = z.infer<typeof ReturnDetails>;

/** Who takes a child that travels alone: a guardian with a name, or the protection authority. */
export const ChildHandover = z.discriminatedUnion('to', [
  z.strictObject({
    to: z.literal('guardian'),
    name: line(200).min(3, { error: 'reception.guardian-name-missing' }),
    relation: line(60).min(1, { error: 'reception.guardian-relation-missing' }),
    documentSeen: z.boolean().default(false),
  }),
  z.strictObject({
    to: z.literal('protection'),
    authority: line(200).min(2, { error: 'reception.authority-missing' }),
    officer: line(200).min(3, { error: 'reception.authority-officer-missing' }),
  }),
]);
export type ChildHandover = z.infer<typeof ChildHandover>;

/** Everything that the desk does for one person, in one command. */
export const FinishDesk = z.strictObject({
  identity: DeskIdentity,
  who: WhoIsThis,
  return: ReturnDetails,
  documentsHeld: z.array(code).max(20).default([]),
  urgentNeeds: z.array(code).max(20).default([]),
  assistance: z.array(z.strictObject({ item: code, again: z.boolean().default(false) })).max(30).default([]),
  consentToCase: z.boolean(),
  consentReadAloud: z.boolean().default(false),
  handover: ChildHandover.nullable().default(null),
  nextStep: z.enum(NEXT_STEPS),
  slipLanguage: z.enum(['es', 'en']).default('es'),
});
export type FinishDesk = z.infer<typeof FinishDesk>;
export type FinishDeskInput = z.input<typeof FinishDesk>;

/** What an officer typed so far; any part may be missing or not yet right. */
export const DeskDraft = z.strictObject({ draft: z.record(z.string().max(40), z.unknown()) });

/** Somebody at the desk whom no list names; the return is recorded as usual. */
export const AddArrival = z.strictObject({
  givenNames: DeskName.min(1, { error: 'reception.name-missing' }),
  surname1: DeskName.default(''),
  surname2: DeskName.default(''),
  birthDate: day.nullable().default(null),
  sex: z.enum(SEXES).nullable().default(null),
  flags: z.array(z.enum(FLAGS)).max(FLAGS.length).default([]),
});
export type AddArrival = z.output<typeof AddArrival>;
export type AddArrivalInput = z.input<typeof AddArrival>;

/** A return recorded at a municipal window, without any list. */
export const RecordReturn = z.strictObject({ personId: z.uuid(), return: ReturnDetails });
export type RecordReturn = z.output<typeof RecordReturn>;
export type RecordReturnInput = z.input<typeof RecordReturn>;

export const GiveAssistance = z.strictObject({ item: code, again: z.boolean().default(false) });
export type GiveAssistance = z.output<typeof GiveAssistance>;

/** One return of one person. */
export interface ReturnEvent {
  readonly returnId: string;
  readonly personId: string;
  readonly returnedOn: string;
  readonly mode: Mode;
  readonly kind: ReturnKind;
  readonly fromCountry: string | null;
  readonly authority: string | null;
  readonly monthsAbroad: number | null;
  readonly destinationAdmin2: string;
  readonly destinationName: string | null;
  readonly officeId: string;
  readonly officeName: string;
  readonly assistance: readonly { readonly item: string; readonly at: string }[];
}

export interface SlipContent {
  readonly slipId: string;
  readonly publicCode: string;
  readonly language: 'es' | 'en';
  readonly issuedOn: string;
  readonly nextStep: NextStep;
  /** Name of the window that expects the person, and its municipality. */
  readonly windowName: string;
  readonly placeName: string;
  /** Every sentence of the paper, in the person's language, whatever language the officer reads. */
  readonly words: SlipWords;
  /** SVG path data of the QR code of the public code alone, and its width in modules. */
  readonly qr: { readonly path: string; readonly size: number };
}

export interface SlipWords {
  readonly title: string;
  readonly code: string;
  readonly nextStep: string;
  readonly step: string;
  readonly where: string;
  readonly bring: string;
  readonly issued: string;
  readonly keep: string;
}

export interface FinishedDesk {
  readonly personId: string;
  readonly publicCode: string;
  readonly returnId: string;
  readonly caseId: string | null;
  readonly slipId: string;
}

/** One person at the desk: what the list says, what was typed so far, what may be chosen. Earlier records come apart. */
export interface DeskView {
  readonly rowId: string;
  readonly manifestId: string | null;
  readonly state: RowState;
  readonly takenBy: string | null;
  readonly takenByMe: boolean;
  readonly person: ParsedPerson;
  readonly flags: readonly Flag[];
  readonly raw: readonly { readonly header: string; readonly value: string }[];
  readonly problems: readonly RowProblem[];
  readonly arrival: { readonly arrivesOn: string; readonly mode: Mode; readonly kind: ReturnKind; readonly fromCountry: string | null; readonly authority: string | null };
  readonly draft: Readonly<Record<string, unknown>> | null;
  readonly before: EarlierReturn | null;
  readonly places: { readonly origin: string | null; readonly destination: string | null };
  readonly choices: DeskChoices;
  readonly slipId: string | null;
}

export interface PackChoice {
  readonly code: string;
  readonly label: string;
}

/** What this country lets an officer choose at the desk. */
export interface DeskChoices {
  readonly assistance: readonly PackChoice[];
  readonly urgentNeeds: readonly (PackChoice & { readonly urgency: string })[];
  readonly documents: readonly PackChoice[];
  readonly fromCountries: readonly string[];
  readonly numberTypes: readonly string[];
  readonly childUntil: number;
}
