/** Pages of the registry that are nobody's home: one part of the application. */
export { RegisterFamilyPage } from './register/family-page.tsx';
export { RegisterAtWindowPage } from './register/register-page.tsx';
export { PersonPage } from './person/person-page.tsx';
export { IdentityReviewPage } from './review/review-page.tsx';
export { IdentityReviewSetPage } from './review/review-set-page.tsx';
export { RecognitionPage } from './recognition/recognition-page.tsx';
