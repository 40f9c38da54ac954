import { describe, expect, it } from 'vitest';
import type { NeedView } from '../schema.ts';
import { byKind, reasonsOf, urgencyOf } from './by-kind.ts';

const need = (caseId: string, code: string, urgency = '2weeks', more: object = {}) => ({ needId: `${caseId}-${code}`, caseId, need: code, urgency, restricted: false, reasons: [], ...more }) as unknown as NeedView;
const ids = (kinds: readonly (readonly NeedView[])[]) => kinds.map((same) => same.map((n) => n.needId));

describe('needs of cases that go on together', () => {
  it('are one list: the same kind is said once, the shown case first, the most urgent on top', () => {
    const kinds = byKind([need('here', 'food'), need('there', 'work', 'long'), need('there', 'food', '24h')], 'here');
    expect(ids(kinds)).toEqual([['here-food', 'there-food'], ['there-work']]);
    expect(kinds.map(urgencyOf)).toEqual(['24h', 'long']);
  });

  it('keep the order of the list where they are as urgent, and nothing is lost', () => {
    const all = [need('here', 'b'), need('here', 'a'), need('there', 'c')];
    expect(ids(byKind(all, 'here'))).toEqual([['here-b'], ['here-a'], ['there-c']]);
  });

  it('keep a secret need apart from the open one of its kind', () => {
    expect(byKind([need('here', 'mental_health'), need('there', 'mental_health', '24h', { restricted: true })], 'here')).toHaveLength(2);
  });

  it('say each reason once', () => {
    const reason = (code: string) => ({ code, wording: { es: code, en: code } });
    const [kind] = byKind([need('here', 'food', 'long', { reasons: [reason('x')] }), need('there', 'food', 'long', { reasons: [reason('x'), reason('y')] })], 'here');
    expect(reasonsOf(kind!).map((r) => r.code)).toEqual(['x', 'y']);
  });
});
