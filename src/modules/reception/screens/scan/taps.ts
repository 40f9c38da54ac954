import { useSyncExternalStore } from 'react';
import { newId } from '#kernel/ids';
import { api, ApiError } from '#platform/client';
import type { GiveItem, ScannedPerson } from '../../schema.ts';

/** One tap that has no answer yet, or was refused. It names nobody: row, item and hour only. */
export interface Tap {
  readonly id: string;
  readonly rowId: string;
  readonly item: string;
  readonly label: string;
  readonly at: string;
  readonly reason?: string;
  readonly station?: string;
  readonly state: 'sending' | 'waiting' | 'refused';
  readonly why: string | null;
}

/** Beside the drafts of this tab, and gone with them when another person signs in at the desk. */
const KEY = 'ventanilla.draft.reception.taps';
const RETRY_MS = 8_000;

let taps: readonly Tap[] = kept();
let timer: ReturnType<typeof setTimeout> | null = null;
const listeners = new Set<() => void>();
const answered = new Set<(person: ScannedPerson) => void>();

function kept(): readonly Tap[] {
  try {
    const stored = JSON.parse(globalThis.sessionStorage?.getItem(KEY) ?? '[]') as Tap[];
    return stored.map((tap) => (tap.state === 'sending' ? { ...tap, state: 'waiting' as const } : tap));
  } catch {
    return [];
  }
}

function change(next: readonly Tap[]): void {
  taps = next;
  try {
    globalThis.sessionStorage?.setItem(KEY, JSON.stringify(next));
  } catch {
    // A closed store keeps the taps for as long as the page is open.
  }
  for (const listener of listeners) listener();
}

const replace = (id: string, part: Partial<Tap>) => change(taps.map((tap) => (tap.id === id ? { ...tap, ...part } : tap)));

function bodyOf({ item, at, reason, station }: Tap): GiveItem {
  return { item, at, ...(reason ? { reason } : {}), ...(station ? { station } : {}) };
}

const isLost = (error: unknown): boolean => !(error instanceof ApiError) || error.offline || error.status >= 500;

async function deliver(tap: Tap): Promise<void> {
  try {
    const person = await api.send<ScannedPerson>('POST', `/api/reception/stays/${tap.rowId}/items`, bodyOf(tap), tap.id);
    change(taps.filter((other) => other.id !== tap.id));
    for (const listener of answered) listener(person);
  } catch (error) {
    if (!isLost(error)) return replace(tap.id, { state: 'refused', why: (error as ApiError).problems[0]?.message ?? null });
    replace(tap.id, { state: 'waiting' });
    later();
  }
}

function later(): void {
  timer ??= setTimeout(() => {
    timer = null;
    void resend();
  }, RETRY_MS);
}

async function resend(): Promise<void> {
  for (const tap of taps.filter((one) => one.state === 'waiting')) {
    replace(tap.id, { state: 'sending' });
    await deliver(tap);
  }
}

export const tapStore = {
  /** Records one tap at once on the screen, and on the server as soon as it can be reached; under its own id it acts once. */
  tap(one: Pick<Tap, 'rowId' | 'item' | 'label' | 'reason' | 'station'>): void {
    const tap: Tap = { ...one, id: newId(), at: new Date().toISOString(), state: 'sending', why: null };
    change([...taps, tap]);
    void deliver(tap);
  },
  /** The officer has read why a tap was refused. */
  drop: (id: string) => change(taps.filter((tap) => tap.id !== id)),
  resend,
  onAnswer(listener: (person: ScannedPerson) => void): () => void {
    answered.add(listener);
    return () => answered.delete(listener);
  },
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const wake = () => void resend();
  window.addEventListener('online', wake);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('online', wake);
  };
}

/** Taps without an answer, in a component. */
export function useTaps(): readonly Tap[] {
  return useSyncExternalStore(subscribe, () => taps);
}
