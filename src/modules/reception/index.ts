/** The server door of reception. */
export { receptionPolicy } from './policy.ts';
export { receptionRoutes } from './routes.ts';
export { receptionSlice } from './pack.ts';
export { importedReturns } from './repository/imported-returns.ts';
export { recordReturn, returnsOf } from './service/returns.ts';
export { acceptUpload, listManifests, uploadList } from './service/lists.ts';
export { addArrival, arrivalsBoard, finishDesk, markAllArrived, takeNext, takePerson } from './service/desk.ts';
export { readManifest, type ReadingSetting } from './manifest/reading.ts';
export { matchWaitingLists } from './service/match.ts';
export { receptionHappenings } from './service/happened.ts';
