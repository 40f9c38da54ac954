import { command, conclude, tests } from './steps.ts';
import type { Outcome } from './steps.ts';

/** What `npm run check` does: everything that is quick and needs no server of its own. */
export function check(): Outcome[] {
  return [
    command('types', 'tsc', ['-p', '.']),
    command('lint', 'oxlint', ['--type-aware', '--quiet']),
    command('unused files and packages', 'knip', ['--include', 'files,dependencies,unlisted,unresolved', '--no-progress']),
    tests('unit, properties, architecture, text', ['unit', 'architecture']),
    command('generated files are fresh', 'node', ['src/apps/cli/main.ts', 'dev', 'check']),
  ];
}

if (import.meta.main) conclude(check());
