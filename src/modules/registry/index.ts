/** The registry's door for rooms above and for the server. */
export { registrySlice } from './pack.ts';
export { birthProblem } from './rules/birth.ts';
export { nameWords } from './rules/names.ts';
export { checkNumber, compactNumber, type NumberCheck } from './rules/numbers.ts';
export { registryPolicy } from './policy.ts';
export { registryRoutes } from './routes.ts';
export {
  adviceOn, correctPerson, getPerson, getPersonDetail, letOfficeSee, noteReturn, registerPerson,
} from './service/people.ts';
export { keepPaper, type PaperKept } from './service/held-papers.ts';
export { markUnsafe, sameWay, waysToReach, type WayToReach } from './service/reaching.ts';
export { addContact, addDocument, replaceContact, replaceDocument } from './service/papers.ts';
export { checkDuplicates, findBeforeRegistering, findCandidates, findCandidatesForMany, findManyBeforeRegistering } from './service/duplicates.ts';
export { indexPeople, keepNameTerms, refreshNameTerms } from './service/index-people.ts';
export type { Alongside } from './import/alongside.ts';
export { importRegistrations, type Imported } from './service/import.ts';
export { linkWholeRegistry } from './service/whole-registry.ts';
export { lookUp } from './service/look-up.ts';
export { searchPeople } from './service/search.ts';
export { decideIdentity, undoIdentityDecision } from './service/identity.ts';
export { factsOf, placesToAvoid, recordFacts } from './service/facts.ts';
export { factsOfKnown, factsOfMany, placedAt, placesToAvoidOfMany, type PersonToJudge } from './service/people-to-judge.ts';
export { assignCase, getCase, getCasePage, openCase } from './service/cases.ts';
export { caseLines, caseLinesOfKeys, listCases } from './service/work-lists.ts';
export { bringForgottenHome } from './service/leaving.ts';
export { cancelMove, getMove, lookAhead, moveCases, moveWaitingCases } from './service/bulk-moves.ts';
export { acceptTransfer, askTransfer, noteRefusal, refuseTransfer, takeTransferBack, transfersOf } from './service/transfers.ts';
export { addAbroadNeeds, askAbroad, abroadOf, noteAbroad, replyAbroad, takeAbroadBack } from './service/abroad.ts';
export { acceptFromAbroad, askMoreFromAbroad, abroadNewsOf, comingFromAbroad, declineFromAbroad, needsFromAbroad } from './service/abroad-coming.ts';
export { listAbroad } from './service/abroad-lists.ts';
export { answerArrival, arrivalOf, getArrival, listArrivals } from './service/expected.ts';
export { subscriptions } from './events.ts';
export { casesNamed } from './service/named-cases.ts';
export { openCasesOf } from './service/open-cases.ts';
export { closeCase, reopenCase } from './service/closings.ts';
export { caseHappenings, happeningsOf, type TellsHappened } from './service/happenings.ts';
export type { HappenedColumns } from './repository/happened-columns.ts';
export { listHappened } from './repository/happenings.ts';
export { casesTogether, joinCases, relatedCases, undoJoin } from './service/joins.ts';
export { twoCases } from './service/two-cases.ts';
export { consentCovers, consentsOf, recordConsent, withdrawConsent } from './service/consents.ts';
export { registerAtWindow, welcomeBack } from './service/at-window.ts';
export {
  answersFor, areKeptApart, endRelation, familyOf, guardiansOf, isKeptApart, isKeptApartNamed, keepApart, liftApart, mayTakeChild, moveHousehold, noteTravelGroup, recordRelation, travelTogether,
} from './service/family.ts';
export { bindFamily, checkFamily, registerFamily } from './service/register-family.ts';
export { RecordTable, type LinkageRecord } from './linkage/table.ts';
export type { LinkedRegistry } from './service/linkage-publication.ts';
