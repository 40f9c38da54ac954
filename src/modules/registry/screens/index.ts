/** Screens of the registry: search, registering at a window, comparison, and the panels of a case. */
import './registry.css';

export { DuplicateComparison } from './compare/duplicate-comparison.tsx';
export type { Answer, ComparedPerson, DuplicateComparisonProps } from './compare/duplicate-comparison.tsx';
export { PeoplePage } from './people/people-page.tsx';
export { RegisterFamilyPage } from './register/family-page.tsx';
export { RegisterAtWindowPage } from './register/register-page.tsx';
export type { After, Registered } from './register/register-page.tsx';
export { RegisterSteps } from './register/register-steps.tsx';
export { PersonHeader } from './person/person-header.tsx';
export type { PersonHeaderProps } from './person/person-header.tsx';
export { FamilyCard } from './person/family-card.tsx';
export { PersonPage } from './person/person-page.tsx';
export { IdentityPanel } from './person/identity-panel.tsx';
export { ConsentPanel } from './consent/consent-panel.tsx';
export type { ConsentPanelProps } from './consent/consent-panel.tsx';
export { CaseTable, WorkListPage } from './work/work-list-page.tsx';
export { CaseHolder } from './case/case-holder.tsx';
export { CaseNotices, RelatedCasesCard, useRelatedCases } from './case/related-cases.tsx';
export { CaseInChargePage, CaseMark, useCaseAddress } from './case/case-mark.tsx';
export { ReadersPanel } from './case/readers-panel.tsx';
export { PlaceField } from './place-field.tsx';
export { AdviceList } from './advice-list.tsx';
export { IdentityReviewPage } from './review/review-page.tsx';
export { IdentityReviewSetPage } from './review/review-set-page.tsx';
export { IdentityNotices, IdentityRecordsPanel } from './identity/identity-records.tsx';
export { RecognitionPage } from './recognition/recognition-page.tsx';
export { WelcomesPanel } from './review/welcomes-panel.tsx';
