import { describe, expect, it } from 'vitest';
import { Pace, watchPace, type Look } from './pace.ts';

/** A look every 100 ms at two processors: from 1,000 to 2,000 ms three quarters of their time are taken away. */
const taken = (at: number): number => 1.5 * (Math.min(Math.max(at, 1000), 2000) - 1000);
const looks: Look[] = Array.from({ length: 31 }, (_, i) => ({ at: i * 100, stolen: 5000 + taken(i * 100) }));

describe('moments of a benchmark', () => {
  const pace = new Pace(looks, 2);

  it('are those of the code where the processors were there', () => {
    expect(pace.wasThere(500, 510)).toBe(true);
    expect(pace.wasThere(1500, 1510)).toBe(false);
    expect(pace.wasThere(950, 960)).toBe(false);
    expect(pace.wasThere(2300, 2900)).toBe(true);
    expect(pace.wasThere(300, 2700)).toBe(false);
  });

  it('stay so when a little is missing', () => {
    const tick = new Pace(looks.map(({ at }) => ({ at, stolen: at >= 500 ? 10 : 0 })), 2);
    expect(tick.wasThere(480, 520)).toBe(true);
  });

  it('of which nothing is known are not', () => {
    expect(new Pace([], 2).wasThere(0, 10)).toBe(false);
    expect(pace.wasThere(9000, 9010)).toBe(false);
  });

  it('have what is missing told', () => {
    expect(pace.takenAway).toBe(25);
    expect(new Pace([], 2).takenAway).toBeNull();
  });

  it('are watched from the first to the last', () => {
    const share = watchPace().stop().takenAway;
    expect(share === null || share >= 0).toBe(true);
  });
});
