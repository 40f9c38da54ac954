import { describe, expect, it } from 'vitest';
import { quietService } from '../entry/factory.ts';
import type { NeedType, Service } from '../schema.ts';
import { coverageOf, mapOf } from './map.ts';

const need = (code: string): NeedType => ({ code, family: 'health', dimension: 'social', labelEs: code, labelEn: code, personal: true });
const service = (organizationId: string, serviceTypes: string[], places: Service['places']): Service => ({ organizationId, serviceTypes, places }) as Service;
const at = (admin1: string | null, admin2: string | null, reach: Service['places'][number]['reach']): Service['places'][number] => quietService({ places: [{ reach, admin1, admin2, note: null }] }).places[0]!;

const services = [
  service('a', ['dental'], [at('Z1', 'Z11', 'municipality')]),
  service('b', ['dental'], [at('Z1', null, 'department')]),
  service('c', ['dental'], [at(null, null, 'national')]),
  service('d', ['food'], [at(null, null, 'unstated')]),
];

describe('who does what where', () => {
  it('counts an organization once for each department, and shows needs that nobody answers', () => {
    const [dental, food, housing] = mapOf([need('dental'), need('food'), need('housing')], services, { admin1: null, columns: ['Z1', 'Z2'] });
    expect(dental).toMatchObject({ everywhere: ['c'], cells: [['a', 'b'], []] });
    expect(food).toMatchObject({ unstated: ['d'], cells: [[], []] });
    expect(housing).toMatchObject({ everywhere: [], unstated: [], cells: [[], []] });
  });

  it('finds a service of a department in each of its municipalities', () => {
    const [dental] = mapOf([need('dental')], services, { admin1: 'Z1', columns: ['Z11', 'Z12'] });
    expect(dental?.cells).toEqual([['a', 'b'], ['b']]);
  });

  it('calls a gap what nobody answers, an overlap what several do, and counts who answers everywhere', () => {
    const row = { need: 'x', labelEs: 'x', labelEn: 'x', family: 'x', unstated: ['z'], cells: [[], ['a'], ['a', 'b']] };
    const said = (everywhere: string[]) => [0, 1, 2].map((i) => coverageOf({ ...row, everywhere }, i));
    expect(said([])).toEqual(['gap', 'one', 'overlap']);
    expect(said(['a'])).toEqual(['one', 'one', 'overlap']);
    expect(said(['c'])).toEqual(['one', 'overlap', 'overlap']);
  });
});
