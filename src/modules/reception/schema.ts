/** The words of reception: arrival list, row, problem, desk, return event, slip. Shared by server and browser. */
export { MODES, type Mode } from './schema/words.ts';
export * from './schema/row.ts';
export * from './schema/list.ts';
export * from './schema/sender.ts';
export * from './schema/reconcile.ts';
export * from './schema/points.ts';
export * from './schema/return.ts';
export * from './schema/next-step.ts';
export * from './schema/desk.ts';
export * from './schema/family.ts';
export * from './schema/floor.ts';
export * from './schema/items.ts';
export * from './schema/board.ts';
export * from './schema/care.ts';
export * from './schema/leaving.ts';
export * from './schema/script.ts';
