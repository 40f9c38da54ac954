import { useSyncExternalStore } from 'react';

/** How the product stands with its server, for the quiet state line. */
export interface Connection {
  readonly online: boolean;
  /** Commands under way. */
  readonly sending: number;
  /** The server no longer knows this session: sign in again, here. */
  readonly signedOut: boolean;
}

let state: Connection = { online: true, sending: 0, signedOut: false };
const listeners = new Set<() => void>();
const changeListeners = new Set<() => void>();

function set(change: Partial<Connection>): void {
  const next = { ...state, ...change };
  if (next.online === state.online && next.sending === state.sending && next.signedOut === state.signedOut) return;
  state = next;
  for (const listener of listeners) listener();
}

export const connection = {
  get: (): Connection => state,
  answered: () => set({ online: true }),
  lost: () => set({ online: false }),
  sending: (by: 1 | -1) => set({ sending: state.sending + by }),
  signedOut: () => set({ signedOut: true }),
  /** Settles when somebody has signed in again over the page. */
  whenSignedIn: () => new Promise<void>((resolve) => {
    if (!state.signedOut) return resolve();
    const off = connection.subscribe(() => {
      if (state.signedOut) return;
      off();
      resolve();
    });
  }),
  signedIn: () => set({ signedOut: false, online: true }),
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Runs after every command that succeeded: what is on the screen may have changed. */
  onChange(listener: () => void): () => void {
    changeListeners.add(listener);
    return () => changeListeners.delete(listener);
  },
  changed(): void {
    for (const listener of changeListeners) listener();
  },
};

/** Lets the state line follow the device's own knowledge of its network. */
export function watchNetwork(): () => void {
  window.addEventListener('offline', connection.lost);
  window.addEventListener('online', connection.answered);
  return () => {
    window.removeEventListener('offline', connection.lost);
    window.removeEventListener('online', connection.answered);
  };
}

/** The connection's state in a component. */
export function useConnection(): Connection {
  return useSyncExternalStore(connection.subscribe, connection.get);
}
