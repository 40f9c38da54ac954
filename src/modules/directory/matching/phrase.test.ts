import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from '#kernel/codes';
import type { Criteria } from '#kernel/criteria';
import { factLabelKey, factQuestionKey, factValueKey } from '#kernel/fact-words';
import { FACT_CODES, factDefinition } from '#kernel/facts';
import { translator } from '#platform/i18n';
import en from '../text/en.json' with { type: 'json' };
import es from '../text/es.json' with { type: 'json' };
import { inWords, sayCriteria, sayKnown, sayRequirement, type PhraseWords } from './phrase.ts';

const texts: Record<Locale, Readonly<Record<string, string>>> = { es, en };
const words = (locale: Locale): PhraseWords => ({
  locale, t: translator(locale, new Map(Object.entries(texts[locale]))), nameOf: (kind, code) => (kind === 'document' && code === 'curp' ? 'CURP' : undefined),
});
const inBoth = (criteria: Criteria): string[] => LOCALES.map((locale) => inWords(sayCriteria(criteria), words(locale)));

describe('criteria in words', () => {
  it.each<[Criteria, string, string]>([
    [{ fact: 'age', op: 'between', value: [18, 24] }, 'Edad: de 18 a 24', 'Age: from 18 to 24'],
    [{ not: { fact: 'age', op: 'gte', value: 18 } }, 'Edad: 17 o menos', 'Age: 17 or less'],
    [{ fact: 'wantsBusiness', op: 'is', value: false }, 'No quiere poner un negocio propio', 'Does not want to start a business'],
    [{ fact: 'languages', key: 'eng', op: 'gte', value: 'conversational' }, 'Idiomas, inglés: al menos para conversar', 'Languages, English: at least enough to talk'],
    [{ fact: 'documentsHeld', op: 'has', value: 'curp' }, 'Tiene este documento: CURP', 'Has this paper: CURP'],
    [{ fact: 'nationality', op: 'has', value: 'CA' }, 'Nacionalidad: Canadá', 'Nationality: Canada'],
    [{ fact: 'disability', op: 'in', value: ['seeing', 'walking'] }, 'Discapacidad: ver o caminar', 'Disability: seeing or walking'],
    [
      { all: [{ fact: 'age', op: 'lte', value: 17 }, { any: [{ fact: 'singleParent', op: 'is', value: true }, { fact: 'violenceAtHome', op: 'is', value: true }] }] },
      'Edad: 17 o menos y (Es un hogar de madre o padre sin pareja o Hay violencia en el hogar)', 'Age: 17 or less and (It is a home with one parent or There is violence at home)',
    ],
    [{ all: [] }, 'sin condiciones', 'no conditions'],
  ])('%j', (criteria, spanish, english) => {
    expect(inBoth(criteria)).toEqual([spanish, english]);
  });

  it('says what was asked and what is known', () => {
    const leaf = { fact: 'educationLevel', op: 'gte', value: 'upperSecondary' } as const;
    expect(inWords(sayRequirement(leaf, false), words('en'))).toBe('Highest level of studies finished: at least high school');
    expect(inWords(sayKnown(leaf, 'primary'), words('es'))).toBe('Último nivel de estudios terminado: primaria');
    expect(inWords(sayKnown({ fact: 'occupations', op: 'has', value: '7212' }, []), words('en'))).toBe('Occupations: none');
  });
});

describe('every fact of the vocabulary', () => {
  it.each(LOCALES)('has a name, a question and names of its values (%s)', (locale) => {
    const missing = FACT_CODES.flatMap((code) => {
      const def = factDefinition(code);
      const values = 'values' in def && def.values ? def.values.map((value) => factValueKey(code, value)) : [];
      const statements = def.kind === 'boolean' ? [`directory.facts.${code}.true`, `directory.facts.${code}.false`] : [];
      return [factLabelKey(code), factQuestionKey(code), ...values, ...statements].filter((key) => !(key in texts[locale]));
    });
    expect(missing).toEqual([]);
  });
});
