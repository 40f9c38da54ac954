import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { NAMESPACE } from '../hsds/ids.ts';
import { PROFILE } from '../hsds/profile.ts';
import { LIMITS } from './limits.ts';

const GUIDE = readFileSync(new URL('../../../../docs/how-to/exchange-the-directory.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');

it('the guide to the exchange names every field of the extension with its meaning, the namespace of ids and the limits', () => {
  const fields = Object.values(PROFILE).flatMap((of) => Object.entries(of));
  expect(fields.filter(([field, [type, meaning]]) => !GUIDE.includes(`\`${field}\` (${type}) ${meaning}`)).map(([field]) => field)).toEqual([]);
  expect(GUIDE).toContain(NAMESPACE);
  for (const number of [LIMITS.rows, LIMITS.entries, LIMITS.parts]) expect(GUIDE).toContain(number.toLocaleString('en'));
  for (const bytes of [LIMITS.fileBytes, LIMITS.expandedBytes]) expect(GUIDE).toContain(`${bytes / 1024 / 1024} MB`);
});
