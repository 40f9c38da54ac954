import { describe, expect, it } from 'vitest';
import { serviceDetailsSchema } from './entry/parts.ts';
import { capacityOf, waitDaysOf } from './availability.ts';

const TODAY = '2026-11-23';
const details = (parts: object) => serviceDetailsSchema.parse(parts);
const beds = (available: number, updated = '2026-11-22T10:00:00Z') => ({ liveCapacity: [{ unit: 'beds', available, maximum: 20, updated }] });

describe('free places', () => {
  it('are open, waiting or full as the figures say', () => {
    expect(capacityOf(details(beds(3)), TODAY)).toBe('open');
    expect(capacityOf(details({ ...beds(0), waitingList: true }), TODAY)).toBe('waitingList');
    expect(capacityOf(details({ ...beds(0), waitingList: false }), TODAY)).toBe('full');
  });

  it('are not said to be full for good where nobody said that there is no waiting list', () => {
    expect(capacityOf(details(beds(0)), TODAY)).toBe('waitingList');
  });

  it('are unknown without figures, and when the figures are old', () => {
    expect(capacityOf(details({}), TODAY)).toBe('unknown');
    expect(capacityOf(details({ ...beds(0, '2026-09-01T10:00:00Z'), waitingList: false }), TODAY)).toBe('unknown');
  });

  it('never fall below zero or rise above what there is', () => {
    expect(serviceDetailsSchema.safeParse(beds(-1)).success).toBe(false);
    expect(serviceDetailsSchema.safeParse(beds(21)).success).toBe(false);
  });
});

describe('days until one can start', () => {
  const mondays = [{ days: ['MO'] }];
  it('are the usual wait and then the next day on which it is open', () => {
    const service = details({ waitDays: 10, schedules: mondays });
    expect(waitDaysOf(service, service.schedules, TODAY)).toBe(14);
    expect(waitDaysOf(details({ waitDays: 10 }), [], TODAY)).toBe(10);
  });

  it('are none where places are free today and it is open', () => {
    const service = details({ ...beds(2), schedules: mondays });
    expect(waitDaysOf(service, service.schedules, TODAY)).toBe(0);
  });

  it('stay unknown where nobody says how long one waits', () => {
    const service = details({ schedules: mondays });
    expect(waitDaysOf(service, service.schedules, TODAY)).toBeNull();
  });
});
