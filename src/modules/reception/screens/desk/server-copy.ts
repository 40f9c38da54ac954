import { useCallback, useEffect, useState } from 'react';
import { api } from '#platform/client';
import { writeDraft } from '#ui';
import type { SaveState } from '#ui';

const SAVE_AFTER_MS = 2_500;

/** Where this tab notes what the server had when it wrote last. */
export const baseId = (rowId: string): string => `reception.desk-base.${rowId}`;

/** Keeps what is typed at a desk on the server too, so that it goes on at another desk or after a closed browser. */
export function useServerCopy(rowId: string, draft: object, dirty: boolean): { saved: SaveState; saveNow: () => Promise<unknown> } {
  const [state, setState] = useState<SaveState>('saved');
  const text = JSON.stringify(draft);
  useEffect(() => {
    if (!dirty) return undefined;
    setState('saving');
    const timer = setTimeout(() => {
      keep(rowId, text).then(() => setState('saved'), () => setState('attention'));
    }, SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text, dirty, rowId]);
  return { saved: state, saveNow: useCallback(() => keep(rowId, text), [rowId, text]) };
}

async function keep(rowId: string, text: string): Promise<void> {
  const { at } = await api.send<{ at: string }>('PUT', `/api/reception/desk/${rowId}/draft`, { draft: JSON.parse(text) as Record<string, unknown> });
  writeDraft(baseId(rowId), { at });
}
