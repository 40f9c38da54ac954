import { useCallback, useEffect, useRef, useState } from 'react';
import { api, ApiError } from '#platform/client';
import { markUnsaved, type SaveState } from '#ui';
import type { DraftContent, ReferralDraft, ReferralDraftSaved } from '../../drafts/schema.ts';
import { type About, dropFromTab, keepInTab, keyOf } from './kept.ts';

export interface KeptReferral {
  /** The draft on the server; null as long as nothing was kept. */
  readonly draftId: string | null;
  readonly saveState: SaveState;
  /** Why the last saving was refused. */
  readonly refused: unknown;
  /** Somebody else saved, sent or threw it away: what is typed here is not kept any more. */
  readonly overtaken: boolean;
  /** Saves at once, also what nobody changed yet. */
  readonly saveNow: () => Promise<void>;
  /** Nothing is saved while the referral is sent. */
  readonly pause: () => Promise<void>;
  /** It was not sent: saving goes on. */
  readonly goOn: () => void;
  /** Sent or thrown away: there is nothing to keep. */
  readonly end: () => void;
}

const PAUSE_MS = 1500;
const RETRY_MS = 5000;
const isOver = (error: unknown): boolean => error instanceof ApiError && error.status === 409;
const isFinal = (error: unknown): boolean => error instanceof ApiError && error.status >= 400 && error.status < 500;

/** Saves what is typed shortly after each change, one saving at a time, and again until it is kept; meanwhile this tab holds the words. */
export function useReferralDraft(about: About, start: ReferralDraft['draft'], asKept: string, content: DraftContent): KeptReferral {
  const [draftId, setDraftId] = useState(start?.draftId ?? null);
  const [saveState, setSaveState] = useState<SaveState>('saved');
  const [refused, setRefused] = useState<unknown>(null);
  const seq = useRef(start?.seq ?? 0);
  const last = useRef(asKept);
  const waiting = useRef<DraftContent | null>(null);
  const still = useRef(false);
  const timer = useRef<number | undefined>(undefined);
  const running = useRef<Promise<unknown>>(Promise.resolve());
  const [of] = useState(about);

  const kept = useCallback((saved: ReferralDraftSaved) => {
    seq.current = saved.seq;
    setDraftId(saved.draftId);
    setRefused(null);
    if (waiting.current) return keepInTab(of, saved.seq, waiting.current);
    dropFromTab(of);
    markUnsaved(keyOf(of), false);
    setSaveState('saved');
  }, [of]);

  const send = useCallback(async (): Promise<void> => {
    const sent = waiting.current;
    if (sent === null || still.current) return;
    waiting.current = null;
    setSaveState('saving');
    try {
      const { caseId, needId, serviceId } = of;
      kept(await api.send<ReferralDraftSaved>('PUT', `/api/cases/${caseId}/referral-draft`, { needId, serviceId, seq: seq.current, content: sent }));
    } catch (error) {
      waiting.current ??= sent;
      setSaveState('attention');
      setRefused(error);
      if (isOver(error)) still.current = true;
      throw error;
    }
  }, [of, kept]);

  const enqueue = useCallback(function again(): Promise<unknown> {
    window.clearTimeout(timer.current);
    const next = running.current.catch(() => undefined).then(send);
    running.current = next;
    next.catch((error: unknown) => {
      if (!isFinal(error)) timer.current = window.setTimeout(() => { again().catch(() => undefined); }, RETRY_MS);
    });
    return next;
  }, [send]);

  const later = useCallback(() => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => { enqueue().catch(() => undefined); }, PAUSE_MS);
  }, [enqueue]);

  const text = JSON.stringify(content);
  useEffect(() => {
    if (text === last.current) return;
    last.current = text;
    waiting.current = JSON.parse(text) as DraftContent;
    keepInTab(of, seq.current, waiting.current);
    markUnsaved(keyOf(of), true);
    if (still.current) return;
    setSaveState('waiting');
    later();
  }, [text, of, later]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (waiting.current !== null && !still.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      markUnsaved(keyOf(of), false);
      enqueue().catch(() => undefined);
    };
  }, [enqueue, of]);

  return {
    draftId, saveState, refused, overtaken: isOver(refused),
    saveNow: async () => {
      waiting.current ??= JSON.parse(text) as DraftContent;
      await enqueue();
    },
    pause: async () => {
      still.current = true;
      window.clearTimeout(timer.current);
      await running.current.catch(() => undefined);
    },
    goOn: () => {
      still.current = isOver(refused);
      if (waiting.current !== null) later();
    },
    end: () => {
      still.current = true;
      waiting.current = null;
      window.clearTimeout(timer.current);
      dropFromTab(of);
      markUnsaved(keyOf(of), false);
    },
  };
}
