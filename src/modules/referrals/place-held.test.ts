import { describe, expect, it } from 'vitest';
import { answerIn, placeMove } from './place-held.ts';

describe('the place that a referral holds', () => {
  it('is taken by accepting or starting, and given back by whatever ends it', () => {
    expect(placeMove('received', 'accepted')).toBe('take');
    expect(placeMove('waiting-list', 'in-service')).toBe('take');
    expect(placeMove('accepted', 'in-service')).toBeNull();
    for (const end of ['completed', 'did-not-come', 'withdrawn', 'declined', 'waiting-list'] as const) expect(placeMove('accepted', end)).toBe('give-back');
    expect(placeMove('sent', 'declined')).toBeNull();
  });

  it('counts as an answer only when the service answered, or never did', () => {
    expect([answerIn('accept', 'received'), answerIn('start', 'waiting-list'), answerIn('decline', 'received'), answerIn('withdraw', 'expired')]).toEqual([true, true, false, false]);
    expect([answerIn('withdraw', 'sent'), answerIn('waiting-list', 'received'), answerIn('ask', 'received'), answerIn('consent-withdrawn', 'accepted')]).toEqual([null, null, null, null]);
  });
});
