/** What the home shows of the directory, the list of services; its other pages stand behind `#directory/pages`. */
export { DirectoryPage } from './list/directory-page.tsx';
