export { accessPolicy } from './policy.ts';
export { accessRoutes } from './routes.ts';
export { authenticator, mountSignIn, type SignInOptions } from './sign-in.ts';
export { hashPassword } from './passwords.ts';
export { officesSlice } from './pack.ts';
export { actorOfAccount, endAccount } from './accounts.ts';
export type { Office } from './schema.ts';
export {
  addAccount, appendAudit, colleagueNames, colleaguesOf, demoAccounts, getOffice, hasColleagueInRole, listOffices, loadOffices, officeFor, officeId, organizationsWithAccounts, readersOf,
  verifyAudit,
} from './service.ts';
