import { describe, expect, it } from 'vitest';
import type { Criteria } from '#kernel/criteria';
import type { Service } from '../../schema.ts';
import { draftOf } from './draft.ts';
import { partOf, partsDraftOf, readParts, withPart } from './parts.ts';

const adult: Criteria = { fact: 'age', op: 'gte', value: 18 };
const child: Criteria = { fact: 'age', op: 'lte', value: 12 };
const service = { serviceTypes: ['food', 'dental'], ages: null, sexes: null } as unknown as Service;

describe('conditions written in parts', () => {
  it('come back as they were, of the whole service and by need', () => {
    const read = readParts(service, partsDraftOf({ all: [adult] }, { dental: { all: [child] } }));
    expect(read.conditions).toEqual({ criteria: { all: [adult] }, needCriteria: { dental: { all: [child] } } });
  });

  it('ask nothing more for a need whose part is empty, or that the service does not answer', () => {
    const draft = withPart(partsDraftOf(null, { housing: adult }), 'dental', draftOf(null));
    expect(readParts(service, draft)).toMatchObject({ conditions: { criteria: { all: [] }, needCriteria: {} }, stopped: false });
    expect(partOf(draft, 'food').kids).toEqual([]);
  });

  it('are stopped where nobody can meet a need together with the whole, although each could be met', () => {
    expect(readParts(service, partsDraftOf({ all: [adult] }, { dental: child }))).toMatchObject({ clash: true, stopped: true });
    expect(readParts(service, partsDraftOf({ all: [adult] }, { dental: { fact: 'age', op: 'gte', value: 30 } }))).toMatchObject({ clash: false, stopped: false });
  });

  it('are stopped where any part is incomplete, also one that is not on the table', () => {
    const open = { ...draftOf(adult), kids: [{ kind: 'leaf' as const, id: 9, fact: null, op: null, key: '', value: null }] };
    expect(readParts(service, withPart(partsDraftOf(adult, {}), 'food', open))).toMatchObject({ stopped: true, clash: false });
  });
});
