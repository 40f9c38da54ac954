/** The browser's way to the server: requests, connection state, texts. */
export { api, keepCsrf, withQuery } from './api.ts';
export { connection, useConnection, watchNetwork } from './connection.ts';
export type { Connection } from './connection.ts';
export { ApiError } from './errors.ts';
export type { SentProblem } from './errors.ts';
export { createTextTools } from './text-tools.ts';
export { PartMissing, fetchedInTheEnd, fetchedLater, tryMissingAgain } from './fetched-later.ts';
export { loadTexts, restOfTexts } from './texts.ts';
