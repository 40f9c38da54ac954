/** How much of a file is looked at. Beyond these the answer is a refusal that names the limit, before memory is spent. */
const MIB = 1024 * 1024;

export const LIMITS = {
  fileBytes: 32 * MIB,
  /** Of all files of an archive together, unpacked. */
  expandedBytes: 160 * MIB,
  zipEntries: 200,
  /** Rows of all tables together; a country with 5,000 services fills about half. */
  rows: 150_000,
  /** Organizations and services together. */
  entries: 10_000,
  /** Rows that belong to one entry. */
  parts: 5_000,
  /** Rows joined to others, in the whole file, and parts of all entries: what many share, or what has the same id, counts each time. */
  joined: 500_000,
  columns: 200,
  cell: 20_000,
  /** Characters of one row; a quotation mark that is never closed ends here. */
  record: 400_000,
  /** Values of a JSON document, and how deep they may stand in one another. */
  values: 3_000_000,
  depth: 24,
  /** Problems that are told one by one; all are counted. */
  problems: 500,
  fileName: 120,
} as const;
