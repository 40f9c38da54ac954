/** The way to papers: pure, no input or output, no clock; the same in the browser and on the server. */
export * from './answer.ts';
export { planPapers, SEARCH_STEPS, type PaperQuestion, type PaperWays } from './plan.ts';
export type { PapersOfService } from './schedule.ts';
export { criteriaIn, documentsIn, OFFICE_KINDS, papersPackSchema, type Needs, type OfficeKind, type PapersPack, type Way } from './way.ts';
export { bringNothing, costWords, daysWords, officeWords, readyWords, totalWords, validityWords, type WayText } from './words.ts';
