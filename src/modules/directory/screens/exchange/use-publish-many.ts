import { useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '#platform/client';
import { useErrorSentence } from '#ui';

export interface Failed { readonly id: string; readonly why: string }
interface State { readonly total: number; readonly done: number; readonly failed: readonly Failed[]; readonly running: boolean }
const NOTHING: State = { total: 0, done: 0, failed: [], running: false };

/**
 * Publishes proposals one after another, each as if somebody had opened it: each is in force whole or not at all, has its own
 * line in the record of accesses, and what is refused stands there with its reason while the others go on.
 */
export function usePublishMany() {
  const cache = useQueryClient();
  const sentence = useErrorSentence();
  const stopped = useRef(false);
  const [state, setState] = useState<State>(NOTHING);
  const run = async (ids: readonly string[]): Promise<void> => {
    stopped.current = false;
    let now: State = { ...NOTHING, total: ids.length, running: true };
    setState(now);
    for (const id of ids) {
      if (stopped.current) break;
      const why = await api.send('POST', `/api/directory/proposals/${id}/publish`, { choices: {}, note: '' }).then(() => null, (error: unknown) => sentence(error));
      now = { ...now, done: now.done + 1, failed: why === null ? now.failed : [...now.failed, { id, why }] };
      setState(now);
    }
    setState({ ...now, running: false });
    await cache.invalidateQueries({ queryKey: ['directory'] });
  };
  return { ...state, publish: (ids: readonly string[]) => void run(ids), stop: () => { stopped.current = true; } };
}
