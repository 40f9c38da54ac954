/** Shape of the database, generated from it by `npm run ventanilla -- dev types`; never edited by hand. */
// Filled by the generator once the rooms' migrations are in.
export type DB = Record<string, Record<string, unknown>>;
