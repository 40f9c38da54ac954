import { ROLES } from '#kernel/codes';
import { definePolicy } from '#platform/http';

/** Actions of the access room. Sign-in itself is public and has its own route. */
export const accessPolicy = definePolicy({
  'access.own-session': { roles: ROLES, scope: 'own session' },
  'access.read-offices': { roles: ['reception', 'protection', 'window', 'consular', 'supervisor', 'administrator', 'auditor', 'steward', 'provider'], scope: 'offices of the country (no personal data)' },
  'access.keep-accounts': { roles: ['administrator'], scope: 'accounts of the country; nobody ends the own one' },
  'access.verify-audit': { roles: ['auditor', 'administrator'], scope: 'chains of the country' },
  'access.read-audit': { roles: ['auditor', 'supervisor'], scope: 'entries of the country; a supervisor: about cases it may see' },
});
