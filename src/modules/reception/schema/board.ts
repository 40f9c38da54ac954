/** The daily board of a reception point: counts, never people; and the list of those who have no next step yet. */
import type { Flag, RowState } from './row.ts';

/** One station on one day. */
export interface BoardStation {
  readonly station: string;
  readonly label: string;
  readonly waiting: number;
  readonly busy: number;
  readonly done: number;
  readonly skipped: number;
  /** Half of the visits took at most so long. */
  readonly medianMinutes: number | null;
}

/** One reception point on one day. */
export interface PointBoard {
  readonly officeId: string;
  readonly officeName: string;
  readonly expected: number;
  readonly notArrived: number;
  readonly arrived: number;
  readonly here: number;
  readonly registered: number;
  readonly left: number;
  /** Arrived, and neither a slip with a next step nor a choice recorded at the exit. Must reach zero. */
  readonly withoutStep: number;
  /** The same, of the seven days before. */
  readonly withoutStepBefore: number;
  readonly childrenAlone: number;
  readonly longestHere: number | null;
  readonly medianMinutes: number | null;
  readonly p90Minutes: number | null;
}

export interface BoardDay {
  readonly day: string;
  readonly arrived: number;
  readonly left: number;
  readonly withoutStep: number;
  readonly medianMinutes: number | null;
  readonly p90Minutes: number | null;
}

/** A day at a point; for a supervisor with every point of the institution beside it. */
export interface DayBoard {
  readonly day: string;
  readonly point: PointBoard | null;
  readonly stations: readonly BoardStation[];
  readonly given: readonly { readonly item: string; readonly label: string; readonly count: number }[];
  readonly points: readonly PointBoard[];
  readonly history: readonly BoardDay[];
}

/** Somebody who has no next step yet. */
export interface OpenPerson {
  readonly rowId: string;
  readonly no: number | null;
  readonly day: string;
  readonly name: string;
  readonly age: number | null;
  readonly flags: readonly Flag[];
  readonly state: RowState;
  readonly left: boolean;
  readonly minutesHere: number | null;
  readonly openStations: readonly string[];
}
