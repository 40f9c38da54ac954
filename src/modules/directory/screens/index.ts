/** Screens of the directory: the list of services, one service, the field that finds a municipality. */
export { DirectoryPage } from './list/directory-page.tsx';
export { DirectoryServicePage } from './service/service-page.tsx';
export { MunicipalityPicker } from './municipality-picker.tsx';
export { SuggestionsPage, SuggestionsPanel } from './suggestions/suggestions-panel.tsx';
