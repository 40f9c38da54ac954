/** What the home and other rooms show of the registry: search, welcomes, marks of a case; its other pages and panels stand behind `#registry/pages`. */
import './registry.css';

export { PeoplePage } from './people/people-page.tsx';
export { CaseInChargePage, CaseMark, useCaseAddress } from './case/case-mark.tsx';
export { PlaceField } from './place-field.tsx';
export { WelcomesPanel } from './review/welcomes-panel.tsx';
