/** How much of a file we are willing to look at. Beyond these the answer is a clear refusal, fast. */
export const LIMITS = {
  bytes: 8 * 1024 * 1024,
  /** Rows of one list; a jumbo aircraft carries about a tenth of it. */
  rows: 5_000,
  columns: 80,
  nameLength: 300,
  /** Longest part of a name that the registry keeps. */
  namePartLength: 100,
  cellLength: 2_000,
  zipEntries: 300,
  expandedBytes: 60 * 1024 * 1024,
  /** Rows that may stand above the header row. */
  titleRows: 40,
} as const;
