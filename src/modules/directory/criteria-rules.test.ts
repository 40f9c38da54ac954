import { describe, expect, it } from 'vitest';
import type { Criteria } from '#kernel/criteria';
import { LOCALES } from '#kernel/codes';
import { translator } from '#platform/i18n';
import { findingsOn, readServiceCriteria, type ServiceGroup } from './criteria-rules.ts';
import en from './text/en.json' with { type: 'json' };
import es from './text/es.json' with { type: 'json' };

const everybody: ServiceGroup = { ages: null, sexes: null };
const adult: Criteria = { fact: 'age', op: 'gte', value: 18 };
const sentence = { es: translator('es', new Map(Object.entries(es))), en: translator('en', new Map(Object.entries(en))) };

function refusals(group: ServiceGroup, json: unknown): Record<string, string[]> {
  const read = readServiceCriteria(group, json);
  return Object.fromEntries(LOCALES.map((locale) => [locale, read.ok ? [] : read.problems.map((p) => sentence[locale](`errors.${p.code}`, p.params))]));
}

describe('criteria that somebody writes for a service', () => {
  it('are taken where somebody can meet them', () => {
    expect(readServiceCriteria({ ages: ['adult'], sexes: ['F'] }, { all: [adult] })).toEqual({ ok: true, value: { all: [adult] } });
  });

  it.each<[string, unknown, string, string]>([
    ['a fact that does not exist', { all: [adult, { any: [{ fact: 'tattoos', op: 'is', value: true }] }] }, 'La condición 2.1 pregunta por un dato que no existe: «tattoos».', 'Condition 2.1 asks for something that is not in the vocabulary: “tattoos”.'],
    ['a value that a fact cannot have', { fact: 'age', op: 'gte', value: 'old' }, 'Las condiciones: ese dato no puede tener ese valor.', 'The conditions: that answer cannot have that value.'],
    ['looks', { all: [{ fact: 'appearanceNote', op: 'is', value: true }] }, 'La condición 1 usa una nota sobre el aspecto de la persona. Eso no puede decidir nada.', 'Condition 1 uses a note on how the person looks. That may decide nothing.'],
    ['nothing that can be read', 7, 'Las condiciones no están bien escritas.', 'The conditions are not written correctly.'],
    ['people left out by their record', { all: [{ fact: 'criminalRecord', op: 'is', value: 'none' }] },
      'La condición 1 deja fuera a personas por su forma de retorno, por cuántas veces volvieron o por sus antecedentes. Solo se puede decir que el servicio es para ese grupo.',
      'Condition 1 leaves people out because of how they came back, how many times, or their record. One can only say that the service is for that group.'],
    ['conditions that contradict one another', { all: [adult, { not: adult }] }, 'Nadie puede cumplir estas condiciones: se contradicen entre sí o con la edad o el sexo a que está dirigido el servicio.', 'Nobody can meet these conditions: they contradict one another, or the age or sex that the service is for.'],
  ])('are refused in a sentence with the place: %s', (_name, json, spanish, english) => {
    expect(refusals(everybody, json)).toEqual({ es: [spanish], en: [english] });
  });

  it('are refused where the service is for another age', () => {
    expect(readServiceCriteria({ ages: ['child'], sexes: null }, adult)).toMatchObject({ ok: false, problems: [{ code: 'directory.criteria-never-true' }] });
    expect(findingsOn({ ages: ['child'], sexes: null }, { all: [adult] })).toEqual([{ kind: 'neverTrue', path: '', parts: [] }]);
  });
});
