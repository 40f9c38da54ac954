/** How long each kind of request took on the server, as its own log says. */
import { note, type Times } from './figures.ts';

/** Whether the processors were there all the time between two moments (milliseconds since 1970). */
export type Judge = (from: number, to: number) => boolean;

const KINDS: Readonly<Record<string, string>> = {
  'POST /api/people/search': 'search', 'POST /api/people/look-up': 'look-up', 'GET /api/cases': 'work list', 'GET /api/people/:personId': 'open a person',
  'GET /api/cases/:caseId': 'open a case', 'POST /api/people': 'register',
};

/** Times of all requests, and of those during which the processors were there. */
export function serverTimes(log: string, wasThere: Judge, kinds = KINDS): { readonly all: Times; readonly there: Times } {
  const [all, there]: [Times, Times] = [new Map(), new Map()];
  for (const line of log.split('\n')) {
    if (!line.startsWith('{')) continue;
    try {
      const { method, route, ms, time } = JSON.parse(line) as { method?: string; route?: string; ms?: number; time?: number | string };
      const kind = kinds[`${method} ${route}`];
      if (!kind || ms === undefined || time === undefined) continue;
      const ended = new Date(time).getTime();
      note(all, kind, ms);
      if (wasThere(ended - ms, ended)) note(there, kind, ms);
    } catch { /* the first line may be cut */ }
  }
  return { all, there };
}
