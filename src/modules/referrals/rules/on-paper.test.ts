import { describe, expect, it } from 'vitest';
import { printable } from './on-paper.ts';

const known = { needs: new Set(['food']), services: new Set(['kitchen']) };

describe('a paper that anybody may read', () => {
  it('names a service for an open need, and none that is protected, for a secret need, or of which nobody knows', () => {
    expect(printable({ needId: 'food', serviceId: 'kitchen' }, known)).toBe(true);
    expect(printable({ needId: 'food', serviceId: 'safe-house' }, known)).toBe(false);
    expect(printable({ needId: 'safety', serviceId: 'kitchen' }, known)).toBe(false);
    expect(printable({ needId: 'safety', serviceId: 'safe-house' }, known)).toBe(false);
  });
});
