/** Screens of the access room: sign-in, session, account, demo strip, audit. */
export { AccountMenu, ChangePasswordPage, DemoBanner, SignInAgain, useKeptTheme } from './account.tsx';
export { AuditPage } from './audit-page.tsx';
export { SessionGate, useSession } from './session.tsx';
export type { SessionTools } from './session.tsx';
export { Mark, SignInPage } from './sign-in.tsx';
