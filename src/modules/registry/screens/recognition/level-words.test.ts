import { describe, expect, it } from 'vitest';
import { LOCALES } from '#kernel/codes';
import { readTexts } from '#platform/i18n';
import { LEVELS } from '../../linkage/fields.ts';
import { keyOfField, keyOfLevel } from './level-words.ts';

describe.each(LOCALES)('what the recognition page says (%s)', (locale) => {
  const texts = readTexts(locale);
  const has = (key: string) => texts.has(key);

  it('names every field that is compared, and every way in which it can agree or differ', () => {
    const unnamed = Object.entries(LEVELS).flatMap(([field, levels]) => [
      ...(keyOfField(field, has) ? [] : [field]),
      ...levels.filter((level) => !keyOfLevel(field, level, has)).map((level) => `${field}.${level}`),
    ]);
    expect(unnamed).toEqual([]);
  });
});
