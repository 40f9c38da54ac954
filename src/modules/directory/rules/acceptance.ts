/**
 * What reports of papers come to. Pure; the day is an argument, and the order of reports does not matter. The numbers are our proposal (decision 36).
 */
import { daysBetween, type PlainDate } from '#kernel/dates';
import type { ReportedPaper } from '../matching/index.ts';
import type { Acceptance, PaperLevel, PaperOutcome, RefusalReason } from '../schema/paper-reports.ts';

export interface PaperReport {
  readonly paperId: string;
  readonly outcome: PaperOutcome;
  readonly reason: RefusalReason | null;
  readonly on: PlainDate;
  /** Office or organization; `public` for everybody outside together, `steward` for the stewards. */
  readonly voice: string;
  readonly place: string | null;
}

/** A report speaks fully for half a year, by half for the rest of the year, and then not at all. */
const FULL_DAYS = 180;
export const WINDOW_DAYS = 365;
const FULL = 2;
const HALF = 1;
/** One side prevails over the other with so many times its weight. */
const PREVAILS = 3;
/** So many offices make a statement firm. */
const FIRM_VOICES = 2;

const PUBLIC = 'public';
const STEWARD = 'steward';

/** Refusals that say nothing of a kind of paper: this one had expired, was a copy, or bore another name. */
const OF_ONE_COPY: ReadonlySet<RefusalReason | null> = new Set<RefusalReason>(['expired', 'photocopy', 'name']);

const inWindow = (today: PlainDate) => ({ on }: PaperReport): boolean => on <= today && daysBetween(on, today) <= WINDOW_DAYS;

function weightOf({ on, voice }: PaperReport, today: PlainDate): number {
  return voice === PUBLIC || daysBetween(on, today) > FULL_DAYS ? HALF : FULL;
}

const lastOf = (reports: readonly PaperReport[]): PlainDate | null => reports.reduce<PlainDate | null>((last, { on }) => (last === null || on > last ? on : last), null);

/** The last word of each voice at each counter: an office that learnt better is not held to what it said before. */
function lastWords(reports: readonly PaperReport[]): PaperReport[] {
  const said = Map.groupBy(reports, ({ voice, place }) => JSON.stringify([voice, place]));
  return [...said.values()].flatMap((words) => {
    const last = lastOf(words);
    // What was said both ways on one day stays said both ways; the same again adds nothing.
    return [...new Map(words.filter(({ on }) => on === last).map((word) => [word.outcome, word])).values()];
  });
}

interface Side { readonly weight: number; readonly firm: boolean }

function sideOf(words: readonly PaperReport[], outcome: PaperOutcome, today: PlainDate): Side {
  const own = words.filter((word) => word.outcome === outcome);
  const offices = new Set(own.map(({ voice }) => voice).filter((voice) => voice !== PUBLIC && voice !== STEWARD));
  return { weight: own.reduce((sum, word) => sum + weightOf(word, today), 0), firm: offices.size >= FIRM_VOICES || own.some(({ voice }) => voice === STEWARD) };
}

function levelOf(accepted: Side, refused: Side): PaperLevel {
  if (accepted.weight + refused.weight === 0) return 'nobody';
  if (accepted.weight >= PREVAILS * refused.weight) return 'accepted';
  return refused.weight >= PREVAILS * accepted.weight ? 'refused' : 'disputed';
}

const counted = (reports: readonly PaperReport[], outcome: PaperOutcome): Acceptance['accepted'] => {
  const own = reports.filter((report) => report.outcome === outcome);
  return { n: own.length, last: lastOf(own), places: [...new Set(own.flatMap(({ place }) => place ?? []))].sort() };
};

function copiesOf(reports: readonly PaperReport[]): Acceptance['copies'] {
  const byReason = Map.groupBy(reports.filter(({ reason }) => OF_ONE_COPY.has(reason)), ({ reason }) => reason!);
  return [...byReason].map(([reason, same]) => ({ reason, last: lastOf(same)! })).sort((a, b) => (a.reason < b.reason ? -1 : 1));
}

function acceptanceOfPaper(paperId: string, reports: readonly PaperReport[], today: PlainDate): Acceptance {
  const ofKind = reports.filter(({ reason }) => !OF_ONE_COPY.has(reason));
  const words = lastWords(ofKind);
  const [accepted, refused] = [sideOf(words, 'accepted', today), sideOf(words, 'refused', today)];
  const level = levelOf(accepted, refused);
  return {
    paperId, level, firm: (level === 'accepted' && accepted.firm) || (level === 'refused' && refused.firm),
    accepted: counted(ofKind, 'accepted'), refused: counted(ofKind, 'refused'), copies: copiesOf(reports),
  };
}

/** What the standing reports of one service say of each paper that they name, by id. Whoever reported from outside counts after a steward has looked: those that nobody looked at are not given. */
export function acceptanceOf(reports: readonly PaperReport[], today: PlainDate): Acceptance[] {
  const byPaper = Map.groupBy(reports.filter(inWindow(today)), ({ paperId }) => paperId);
  return [...byPaper].map(([paperId, ofPaper]) => acceptanceOfPaper(paperId, ofPaper, today)).sort((a, b) => (a.paperId < b.paperId ? -1 : 1));
}

/** A paper of which nobody has said anything. */
export const unreported = (paperId: string): Acceptance =>
  ({ paperId, level: 'nobody', firm: false, accepted: { n: 0, last: null, places: [] }, refused: { n: 0, last: null, places: [] }, copies: [] });

/** The day of the last report on the side that prevails; of either where they disagree. */
export function lastDay({ level, accepted, refused }: Pick<Acceptance, 'level' | 'accepted' | 'refused'>): PlainDate | null {
  if (level === 'accepted') return accepted.last;
  if (level === 'refused') return refused.last;
  return [accepted.last, refused.last].filter((on) => on !== null).sort().at(-1) ?? null;
}

/** What is told of a service to somebody: of the papers that they hold and of those that it asks for; where no source says what it asks for, also what was accepted. */
export function reportedTo(said: readonly Acceptance[], held: ReadonlySet<string>, required: readonly string[] | null): ReportedPaper[] {
  return said.filter(({ paperId, level }) => held.has(paperId) || (required === null ? level === 'accepted' : required.includes(paperId)))
    .map((one) => ({ document: one.paperId, level: one.level, firm: one.firm, on: lastDay(one), places: placesOf(one), held: held.has(one.paperId), copies: one.copies }));
}

/** Counters of the side that prevails; where reports differ, all that were named. */
function placesOf({ level, accepted, refused }: Acceptance): string[] {
  if (level === 'accepted') return accepted.places;
  return level === 'refused' ? refused.places : [...new Set([...accepted.places, ...refused.places])].sort();
}

/** A steward is asked: the service asks for a paper that is reported as refused, or of which reports disagree. */
export const asksSteward = (acceptance: Acceptance, required: readonly string[] | null): boolean =>
  (acceptance.level === 'refused' || acceptance.level === 'disputed') && (required ?? []).includes(acceptance.paperId);
