import { describe, expect, it } from 'vitest';
import { ROLES } from '#kernel/codes';
import { mayJoin, type JoinSide } from './join.ts';

const here: JoinSide = { caseId: 'a', personId: 'one', officeId: 'here', state: 'active' };
const there: JoinSide = { caseId: 'b', personId: 'two', officeId: 'there', state: 'new' };

describe('joining two cases', () => {
  it('an officer gives away a case of the own office, and takes nobody else’s', () => {
    expect(mayJoin({ role: 'window', officeId: 'here' }, here, there)).toBe(true);
    expect(mayJoin({ role: 'protection', officeId: 'here' }, here, there)).toBe(true);
    expect(mayJoin({ role: 'window', officeId: 'here' }, there, here)).toBe(false);
  });

  it('supervision joins any two that are open', () => {
    expect(mayJoin({ role: 'supervisor', officeId: 'nation' }, there, here)).toBe(true);
    expect(mayJoin({ role: 'supervisor', officeId: 'nation' }, { ...there, state: 'closed' }, here)).toBe(false);
    expect(mayJoin({ role: 'supervisor', officeId: 'nation' }, there, { ...here, state: 'closed' })).toBe(false);
  });

  it('two cases of one record are never joined', () => {
    expect(mayJoin({ role: 'supervisor', officeId: null }, here, { ...there, personId: 'one' })).toBe(false);
  });

  it('nobody else may', () => {
    const others = ROLES.filter((role) => !['window', 'protection', 'supervisor'].includes(role));
    for (const role of others) expect(mayJoin({ role, officeId: 'here' }, here, there), role).toBe(false);
  });
});
