import { useCallback, useEffect, useRef, useState } from 'react';
import { isPlainDate } from '#kernel/dates';
import { api, ApiError } from '#platform/client';
import type { SaveState } from '#ui';
import type { DraftSaved, PlanContent, PlanView } from '../../plan/schema.ts';

export interface PlanDraft {
  readonly content: PlanContent;
  readonly change: (to: (now: PlanContent) => PlanContent) => void;
  readonly saveState: SaveState;
  readonly problems: DraftSaved['problems'];
  /** Somebody else saved this draft: what is typed here is not kept. */
  readonly overtaken: boolean;
  /** Sends what waits; the number under which everything is kept, or a rejection if it could not be. */
  readonly flush: () => Promise<number>;
}

const PAUSE_MS = 700;
const RETRY_MS = 4000;

/** A day that is half typed is none yet. */
const whole = <S extends { readonly dueOn: string | null }>(step: S): S => ({ ...step, dueOn: step.dueOn && isPlainDate(step.dueOn) ? step.dueOn : null });

function asSent(content: PlanContent): PlanContent {
  return { ...content, first: content.first.map(whole), goals: content.goals.map((g) => ({ ...g, steps: g.steps.map(whole) })) };
}

/** A plan that saves itself shortly after each change, and again until it is kept. */
export function usePlanDraft(caseId: string, draft: NonNullable<PlanView['draft']>): PlanDraft {
  const [content, setContent] = useState(draft.content);
  const [saved, setSaved] = useState({ seq: draft.seq, problems: draft.problems });
  const [saveState, setSaveState] = useState<SaveState>('saved');
  const [overtaken, setOvertaken] = useState(false);
  const waiting = useRef<PlanContent | null>(null);
  const seq = useRef(draft.seq);
  const timer = useRef<number | undefined>(undefined);
  const running = useRef<Promise<unknown>>(Promise.resolve());

  const send = useCallback(async (): Promise<number> => {
    const sent = waiting.current;
    if (sent === null) return seq.current;
    waiting.current = null;
    setSaveState('saving');
    try {
      const kept = await api.send<DraftSaved>('PUT', `/api/cases/${caseId}/plan/draft`, { seq: seq.current, content: asSent(sent) });
      seq.current = kept.seq;
      setSaved(kept);
      if (waiting.current === null) setSaveState('saved');
      return kept.seq;
    } catch (error) {
      waiting.current ??= sent;
      setSaveState('attention');
      if (error instanceof ApiError && error.status === 409) setOvertaken(true);
      throw error;
    }
  }, [caseId]);

  /** One save at a time, in order; one that failed is tried again. */
  const enqueue = useCallback(function again(): Promise<number> {
    window.clearTimeout(timer.current);
    const next = running.current.catch(() => undefined).then(send);
    running.current = next;
    next.catch((error: unknown) => {
      if (!(error instanceof ApiError && error.status < 500)) timer.current = window.setTimeout(() => { again().catch(() => undefined); }, RETRY_MS);
    });
    return next;
  }, [send]);

  const change = useCallback((to: (now: PlanContent) => PlanContent) => {
    setContent((now) => {
      const next = to(now);
      waiting.current = next;
      return next;
    });
    setSaveState('waiting');
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => { enqueue().catch(() => undefined); }, PAUSE_MS);
  }, [enqueue]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (waiting.current !== null) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      enqueue().catch(() => undefined);
    };
  }, [enqueue]);

  return { content, change, saveState, problems: saved.problems, overtaken, flush: enqueue };
}
