/** Server door of the directory. */
export { directoryPolicy } from './policy.ts';
export { directoryRoutes } from './routes.ts';
export { directorySlice, travelSlice } from './pack.ts';
export { offersOf } from './offers.ts';
export {
  describeSuggestions, documentTypes, findPlaces, findServices, getService, knownPlace, loadDirectory, needCatalog, receptionPoints, servicePage,
  suggestFor, withNames, type ServiceQuery, type SuggestQuery,
} from './service.ts';
export type { NeedToMeet, Suggestion, Suggestions } from './matching/index.ts';
export { buildPacks, checkPacks, type BuiltPack, type PackFault } from './pack-build/index.ts';
export { portalResults, portalService, portalStart } from './portal-routes.ts';
export { addressOf, localeOf, readPortalQuery, type PortalQuery } from './portal-query.ts';
export { isTellTale } from './neutral.ts';
