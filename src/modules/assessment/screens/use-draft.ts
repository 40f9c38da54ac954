import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '#platform/client';
import type { SaveState } from '#ui';
import { questionsOf } from '../instrument.ts';
import { checkAnswer } from '../rules/answers.ts';
import type { Answer, AssessmentView } from '../schema.ts';

type Patch = Record<string, Answer | null>;

export interface Draft {
  readonly view: AssessmentView;
  /** Answer as it stands on this screen, saved or not. */
  readonly answerOf: (code: string) => Answer | null;
  /** True if what is typed cannot be an answer; it is not sent. */
  readonly isWrong: (code: string) => boolean;
  readonly set: (code: string, answer: Answer | null) => void;
  readonly saveState: SaveState;
  /** Sends what waits and tells when everything is kept; rejects if it could not be. */
  readonly flush: () => Promise<void>;
}

const PAUSE_MS = 500;
const RETRY_MS = 4000;

/** An assessment that saves itself: answers are sent shortly after they are given, and again until they are kept. */
export function useDraft(started: AssessmentView): Draft {
  const [view, setView] = useState(started);
  const [local, setLocal] = useState<Patch>({});
  const [saveState, setSaveState] = useState<SaveState>('saved');
  const waiting = useRef<Patch>({});
  const timer = useRef<number | undefined>(undefined);
  const running = useRef<Promise<void>>(Promise.resolve());
  const path = `/api/cases/${started.caseId}/assessments/${started.assessmentId}/answers`;

  const send = useCallback(async () => {
    const patch = waiting.current;
    if (Object.keys(patch).length === 0) return;
    waiting.current = {};
    setSaveState('saving');
    try {
      const saved = await api.send<AssessmentView>('PUT', path, { answers: patch });
      setView(saved);
      // What was sent and not changed since is now the server's to show.
      setLocal((now) => Object.fromEntries(Object.entries(now).filter(([code, answer]) => patch[code] !== answer)));
      if (Object.keys(waiting.current).length === 0) setSaveState('saved');
    } catch (error) {
      waiting.current = { ...patch, ...waiting.current };
      setSaveState('attention');
      throw error;
    }
  }, [path]);

  /** One save at a time, in order; one that failed is tried again. */
  const enqueue = useCallback(function again(): Promise<void> {
    window.clearTimeout(timer.current);
    const next = running.current.catch(() => undefined).then(send);
    running.current = next;
    next.catch(() => { timer.current = window.setTimeout(again, RETRY_MS); });
    return next;
  }, [send]);

  const set = useCallback((code: string, answer: Answer | null) => {
    setLocal((now) => ({ ...now, [code]: answer }));
    const question = questionsOf(started.instrument).find((q) => q.code === code);
    if (question && answer && checkAnswer(question, answer).length > 0) {
      delete waiting.current[code];
      return;
    }
    waiting.current[code] = answer;
    setSaveState('waiting');
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => { enqueue().catch(() => undefined); }, PAUSE_MS);
  }, [enqueue, started.instrument]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (Object.keys(waiting.current).length > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      enqueue().catch(() => undefined);
    };
  }, [enqueue]);

  const asked = (code: string) => view.sections.flatMap((s) => s.questions).find((q) => q.code === code);
  const answerOf = (code: string) => (code in local ? local[code]! : asked(code)?.answer ?? null);
  const isWrong = (code: string) => {
    const question = questionsOf(view.instrument).find((q) => q.code === code);
    const answer = answerOf(code);
    return question !== undefined && answer !== null && checkAnswer(question, answer).length > 0;
  };
  return { view, answerOf, isWrong, set, saveState, flush: enqueue };
}
