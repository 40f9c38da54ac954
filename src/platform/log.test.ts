import { describe, expect, it } from 'vitest';
import { redact } from './log.ts';

describe('logs', () => {
  it('carry only fields that were allowed, whatever is handed to them', () => {
    expect(redact({ route: '/api/people', ms: 3, name: 'María Ixtabalán', body: { curp: 'x' }, url: '/api/people?text=maria' })).toEqual({ route: '/api/people', ms: 3 });
  });
  it('reduce an error to its kind and place: messages of the database quote data', () => {
    const error = Object.assign(new Error('duplicate key value (curp)=(PEGJ900115HMCRNN08)'), { code: '23505', detail: 'Key (curp)=(PEGJ900115HMCRNN08)' });
    const kept = redact({ error });
    expect(JSON.stringify(kept)).not.toContain('PEGJ');
    expect(kept).toMatchObject({ errorName: 'Error', sqlState: '23505' });
  });
});
