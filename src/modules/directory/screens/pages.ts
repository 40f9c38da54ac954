/** Pages of the directory that are nobody's home: they follow when somebody opens one. */
export { DirectoryServicePage } from './service/service-page.tsx';
export { SuggestionsPage } from './suggestions/suggestions-panel.tsx';
