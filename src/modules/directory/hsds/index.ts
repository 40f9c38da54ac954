/** The public directory for other systems: Open Referral HSDS 3.1. */
export { hsdsQuery, LISTS, listOf, oneOf, type HsdsQuery } from './answers.ts';
export { hsdsOpenApi } from './openapi.ts';
export { HSDS_VERSION, profilePatch } from './profile.ts';
export { publicSnapshot, stewardSnapshot, tagOf, type Snapshot } from './snapshot.ts';
