/** Pages of the directory: they follow when somebody opens one, also the desk, which is a steward's home. */
export { DirectoryServicePage } from './service/service-page.tsx';
export { ConditionsPage } from './criteria/conditions-page.tsx';
export { PlacesTags, SayPlaces } from './places-form.tsx';
export { TripsPage } from './trips/trips-page.tsx';
export { RightsCardsPage } from './rights/rights-page.tsx';
export { SuggestionsPage } from './suggestions/suggestions-panel.tsx';
export { DirectoryPage } from './list/directory-page.tsx';
export { ImportsPage } from './exchange/imports-page.tsx';
export { ImportReviewPage } from './exchange/import-review-page.tsx';
export { EditEntryPage, NewEntryPage } from './keep/edit-page.tsx';
export { KeepDeskPage } from './keep/desk-page.tsx';
export { KeptEntryPage } from './keep/entry-page.tsx';
export { ReviewPage } from './keep/review-page.tsx';
export { CounterCard, CounterChoice } from './papers-said/counter-card.tsx';
export { WhoDoesWhatPage } from './map/map-page.tsx';
