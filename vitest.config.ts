import { defineConfig } from 'vitest/config';
import { browserScripts } from './src/apps/portal/browser-scripts.ts';

/** Files beside the code that need a real PostgreSQL. Everything else under `src` runs without one. */
const DATABASE_TESTS = 'src/**/{repository,service,routes,events,migrations}.test.ts';
const DATABASE_TESTS_NAMED = 'src/**/*.{repository,service,routes,events,database}.test.ts';
/** Ends what hangs. It is no measure of speed: a machine with other work is ten times slower. */
const HANGING = 60_000;
/** The same for whatever starts the whole product. */
const HANGING_PRODUCT = 600_000;
const withPostgres = { globalSetup: ['tests/support/postgres.ts'], testTimeout: HANGING, hookTimeout: 60_000 };

export default defineConfig({
  plugins: [browserScripts()],
  test: {
    passWithNoTests: true,
    // Two cores are what the smallest machine of a contributor has.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'countries/**/*.test.ts', 'bench/**/*.test.ts', 'tests/support/**/*.test.ts'],
          exclude: [DATABASE_TESTS, DATABASE_TESTS_NAMED],
          testTimeout: HANGING,
        },
      },
      { extends: true, test: { name: 'database', include: [DATABASE_TESTS, DATABASE_TESTS_NAMED, 'seeds/**/*.test.ts', 'tests/database/**/*.test.ts'], ...withPostgres } },
      { extends: true, test: { name: 'architecture', include: ['tests/architecture/*.test.ts'], testTimeout: HANGING } },
      { extends: true, test: { name: 'permissions', include: ['tests/permissions/**/*.test.ts'], ...withPostgres, testTimeout: 120_000, hookTimeout: 120_000 } },
      { extends: true, test: { name: 'scenarios', include: ['tests/scenarios/**/*.test.ts'], ...withPostgres, testTimeout: 120_000, hookTimeout: 120_000 } },
      { extends: true, test: { name: 'durability', include: ['tests/durability/**/*.test.ts'], testTimeout: HANGING_PRODUCT, hookTimeout: HANGING_PRODUCT, fileParallelism: false } },
      { extends: true, test: { name: 'journeys', include: ['tests/journeys/**/*.test.ts'], testTimeout: HANGING_PRODUCT, hookTimeout: HANGING_PRODUCT, fileParallelism: false } },
    ],
  },
});
