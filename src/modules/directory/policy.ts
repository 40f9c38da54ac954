import { definePolicy } from '#platform/http';

const STAFF = ['consular', 'reception', 'protection', 'window', 'provider', 'steward', 'analyst', 'supervisor', 'auditor', 'administrator'] as const;

/** Actions of the directory: it holds no personal data, but secret places stay in the closed circle. */
export const directoryPolicy = definePolicy({
  'directory.read': { roles: STAFF, scope: 'services of the country; protected ones only for protection staff and stewards' },
});
