/** Server door of the directory. */
export { directoryPolicy } from './policy.ts';
export { directoryRoutes } from './routes.ts';
export { directorySlice, travelSlice, upkeepSlice } from './pack.ts';
export { samplePeopleSlice } from './criteria-form/pack.ts';
export { papersSlice, paperWays, sourcesOfWays } from './papers-pack.ts';
export { rightCards, rightsSlice } from './rights/pack.ts';
export { offersOf } from './offers.ts';
export { changeDone, nextChange, searcher, type ServiceChange } from './changes.ts';
export { reportPaper } from './service/paper-reports.ts';
export { reportEntry } from './service/reports.ts';
export { saidOfPaperSchema, type SaidOfPaper } from './schema/paper-reports.ts';
export { organizationNames, servicesAskingForPapers, type ServiceAskingForPapers } from './service/papers.ts';
export { nameableOnPaper } from './service/on-paper.ts';
export { oneServiceFor, type OneService } from './one-service.ts';
export { givePlaceBack, noteAnswer, placesOf, takePlace } from './places-left.ts';
export {
  describeSuggestions, documentTypes, findPlaces, findServices, getService, knownPlace, needCatalog, receptionPoints, servicePage,
  suggestFor, withNames, type ServiceQuery, type SuggestQuery,
} from './service.ts';
export type { NeedToMeet, Suggestion, Suggestions } from './matching/index.ts';
export { buildPacks, checkPacks, type BuiltPack, type PackFault } from './pack-build/index.ts';
export { portalResults, portalService, portalStart, saysNeed } from './portal-routes.ts';
export { portalGuide, portalGuideFamily, portalPagesToKeep } from './guide/portal.ts';
export { audioFolder } from './voices/pack.ts';
export { portalVoice } from './voices/portal.ts';
export { publicVersion } from './portal-shelf.ts';
export { toldTrips, tripsVersion, type ToldTrips } from './trips/service.ts';
export { portalPapers } from './guide/papers.ts';
export { portalDepartmentMap, portalMap } from './map/portal.ts';
export { portalRight, portalRights } from './rights/portal.ts';
export { addressOf, isImpersonal, localeOf, readPortalQuery, type PortalQuery } from './portal-query.ts';
export { isTellTale, neutralName } from './neutral.ts';
export { idBehind } from './portal-shelf.ts';
export { publicId } from './portal-paths.ts';
export {
  HSDS_VERSION, hsdsOpenApi, hsdsQuery, listOf, LISTS, oneOf, profilePatch, publicSnapshot, tagOf, type HsdsQuery, type Snapshot,
} from './hsds/index.ts';
export { EXPORT_FORMATS, fileName, MEDIA_TYPES, publicFile, stewardFile, type ExportFormat } from './exchange/export.ts';
export { importFile, rehearseImport, type ImportedFile } from './service/imports.ts';
export { loadDirectory } from './service/load.ts';
export { dailyUpkeep } from './service/upkeep.ts';
export { upkeepOfEachDay } from './service/daily.ts';
export { portalSaidForm, takeSaid } from './portal-said.ts';
export { portalLink, portalOutcome, portalReport, takeByLink, takeReport } from './portal-keeping.ts';
