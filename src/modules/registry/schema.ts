/** What can be asked of the registry, and what it answers. Shared by server and browser. */
export * from './person-schema.ts';
export * from './family-schema.ts';
export * from './closing-schema.ts';
export * from './views.ts';
export * from './case-views.ts';
export * from './review-views.ts';
export * from './case-schema.ts';
export * from './happening-schema.ts';
export * from './expected-schema.ts';
export * from './abroad-schema.ts';
