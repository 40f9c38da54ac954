import { describe, expect, it } from 'vitest';
import { Pace, type Probe } from './pace.ts';

/** A piece of work every 25 ms: quick, and from 1,000 to 2,000 ms five times as slow. */
const probes: Probe[] = Array.from({ length: 120 }, (_, i) => ({ at: i * 25, ms: i * 25 >= 1000 && i * 25 < 2000 ? 0.5 : 0.1 }));

describe('moments of a benchmark', () => {
  const pace = new Pace(probes);

  it('are quick where the work around them was', () => {
    expect(pace.isQuick(500, 510)).toBe(true);
    expect(pace.isQuick(1500, 1510)).toBe(false);
    expect(pace.isQuick(300, 2700)).toBe(true);
    expect(pace.isQuick(900, 2100)).toBe(false);
  });

  it('stay quick when a single piece of work had to wait', () => {
    const once = new Pace(probes.map((p) => (p.at === 500 ? { ...p, ms: 9 } : p)));
    expect(once.isQuick(500, 505)).toBe(true);
  });

  it('of which nothing is known are not quick', () => {
    expect(new Pace([]).isQuick(0, 10)).toBe(false);
    expect(pace.isQuick(9000, 9010)).toBe(false);
  });

  it('have their share told', () => {
    expect(pace.quickShare).toBe(67);
    expect(pace.best).toBe(0.1);
  });
});
