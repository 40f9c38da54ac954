/** How long each kind of request took on the server, as its own log says. */
import { note, type Times } from './figures.ts';

const KINDS: Readonly<Record<string, string>> = {
  'POST /api/people/search': 'search', 'POST /api/people/look-up': 'look-up', 'GET /api/cases': 'work list', 'GET /api/people/:personId': 'open a person',
  'GET /api/cases/:caseId': 'open a case', 'POST /api/people': 'register',
};

export function serverTimes(log: string): Times {
  const times: Times = new Map();
  for (const line of log.split('\n')) {
    if (!line.startsWith('{')) continue;
    try {
      const { method, route, ms } = JSON.parse(line) as { method?: string; route?: string; ms?: number };
      const kind = KINDS[`${method} ${route}`];
      if (kind && ms !== undefined) note(times, kind, ms);
    } catch { /* the first line may be cut */ }
  }
  return times;
}
