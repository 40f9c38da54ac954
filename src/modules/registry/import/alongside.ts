/** What a room above keeps of each registration that is brought in: written in the same transaction, so that all of it is there or nothing. */

/** A person who was just written, with what the file says of the return. */
export interface Registered {
  readonly personId: string;
  readonly country: string;
  readonly officeId: string;
  readonly userId: string;
  readonly now: Date;
  /** The same, as it is written. */
  readonly time: string;
  readonly returnedOn: string | null;
  readonly site: string | null;
}

export interface Alongside {
  /** The table of that room with the columns that are written. */
  readonly table: string;
  readonly columns: readonly string[];
  /** The cells of one person, or none. */
  readonly row: (registered: Registered) => readonly (string | null)[] | null;
}
