/** Pages of the access room that are on nobody's home: they follow when somebody opens one. */
export { AccountsPage } from './accounts-page.tsx';
