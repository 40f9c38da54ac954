import type { RawBuilder } from 'kysely';

/** One kind of thing in the timeline of a case, column by column; what a kind does not have stays out. */
export interface HappenedColumns {
  readonly id: RawBuilder<unknown>;
  readonly at: RawBuilder<unknown>;
  readonly kind: RawBuilder<unknown>;
  readonly caseId?: RawBuilder<unknown>;
  readonly code?: RawBuilder<unknown>;
  readonly label?: RawBuilder<unknown>;
  readonly by?: RawBuilder<unknown>;
  readonly byName?: RawBuilder<unknown>;
  readonly note?: RawBuilder<unknown>;
  readonly about?: RawBuilder<unknown>;
  readonly day?: boolean;
  /** Comes before all else of the same moment. */
  readonly first?: boolean;
  /** Everything from `from` on. */
  readonly rest: RawBuilder<unknown>;
}
