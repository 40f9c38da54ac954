import { defineSlice, type Pack } from '#platform/country';
import { directorySlice } from './pack.ts';
import type { PaperWays } from './papers/index.ts';
import { papersPackSchema } from './papers/index.ts';

/** `countries/<cc>/papers.json`: how each paper of the country is had. */
export const papersSlice = defineSlice('papers', papersPackSchema);

/** The ways of a country, for the planner. */
export const paperWays = (pack: Pack): PaperWays => pack.slice(papersSlice);

/** Source code → title, of everything that ways rest on. */
export const sourcesOfWays = (pack: Pack): Readonly<Record<string, string>> => ({ ...pack.slice(directorySlice).sources, ...pack.slice(papersSlice).sources });
