import { describe, expect, it } from 'vitest';
import { keysShownBy } from './sentences.ts';

const KEYS = ['staff.nav.home', 'staff.nav.scan', 'staff.leave.title', 'reception.arrivals.take', 'reception.arrivals.take-name', 'errors.reception.not-waiting', 'errors.reception.other'];

describe('sentences that code can show', () => {
  it.each([
    ['a key by its name', "t('staff.leave.title')", ['staff.leave.title']],
    ['keys that begin as it says', 't(`staff.nav.${entry.key}`)', ['staff.nav.home', 'staff.nav.scan']],
    ['keys that begin as another one', "const words = 'reception.arrivals.take'; t(`${words}-name`)", ['reception.arrivals.take', 'reception.arrivals.take-name']],
    ['the sentence of a refusal that it names', '{ code: "reception.not-waiting" }', ['errors.reception.not-waiting']],
    ['of all refusals nothing, for the server says its own', 't(`errors.${problem.code}`)', []],
    ['a room of which any key may be built', 't(`reception.${x}.title`)', ['reception.arrivals.take', 'reception.arrivals.take-name', 'errors.reception.not-waiting', 'errors.reception.other']],
    ['no name without a dot', "'staff'", []],
  ])('%s', (_, code, keys) => expect(keysShownBy(code, KEYS)).toEqual(keys));
});
