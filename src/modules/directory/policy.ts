import { definePolicy } from '#platform/http';

const STAFF = ['consular', 'reception', 'protection', 'window', 'provider', 'steward', 'analyst', 'supervisor', 'auditor', 'administrator'] as const;

/** Actions of the directory: it holds no personal data, but secret places stay in the closed circle. */
export const directoryPolicy = definePolicy({
  'directory.read': { roles: STAFF, scope: 'services of the country; protected ones only for protection staff and stewards' },
  'directory.write-criteria': { roles: ['steward'], scope: 'services of the country; what is written is proposed, and a version once another steward has published it' },
  'directory.keep': { roles: ['steward'], scope: 'entries of the country' },
  'directory.import': { roles: ['steward'], scope: 'proposals about organizations and services of the country' },
  'directory.keep-own': { roles: ['steward', 'provider'], scope: 'stewards: entries of the country; others: entries of the own organization' },
  'directory.report': { roles: STAFF, scope: 'entries that the actor may know of; own reports' },
  'directory.report-paper': { roles: ['window', 'protection', 'reception', 'provider', 'steward'], scope: 'services that the actor may know of; nothing of whom it was is kept' },
  'directory.map': { roles: ['steward', 'supervisor', 'analyst', 'administrator'], scope: 'services of the country; protected ones only for stewards' },
  'directory.trips': { roles: ['steward', 'supervisor'], scope: 'trips between municipalities of the country (no personal data)' },
  'directory.places': { roles: ['provider', 'steward'], scope: 'services of the own organization; stewards: of the country' },
});
