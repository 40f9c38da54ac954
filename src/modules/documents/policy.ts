import { definePolicy } from '#platform/http';

/** Who may do what with the way to papers. */
export const documentsPolicy = definePolicy({
  'documents.read': { roles: ['window', 'protection', 'supervisor'], scope: 'cases the officer may see' },
  'documents.want': { roles: ['window', 'protection'], scope: 'cases the officer may see' },
  'documents.record': { roles: ['window', 'protection'], scope: 'cases the officer may see; what was obtained becomes a held paper of the person' },
});
