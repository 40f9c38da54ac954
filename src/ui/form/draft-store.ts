/**
 * Drafts: what is typed and not yet sent, kept in this browser tab only (session storage) under the person who typed it.
 * A reload, a lost sign-in or a broken network keeps them; another person signing in at the same desk does not see them.
 */
const PREFIX = 'ventanilla.draft.';
const OWNER_KEY = 'ventanilla.draft-owner';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

function tabStore(): Store | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}

export function readDraft(id: string, store: Store | null = tabStore()): unknown {
  try {
    const text = store?.getItem(PREFIX + id);
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

export function writeDraft(id: string, values: unknown, store: Store | null = tabStore()): void {
  try {
    store?.setItem(PREFIX + id, JSON.stringify(values, (_key, value: unknown) => (value instanceof Blob ? undefined : value)));
  } catch {
    // A full or closed store loses the draft only, never the form on the screen.
  }
}

export function dropDraft(id: string, store: Store | null = tabStore()): void {
  try {
    store?.removeItem(PREFIX + id);
  } catch {
    // Nothing to drop.
  }
}

/** Says whose desk this is now; drafts of anybody else are erased. `null` on signing out erases all. */
export function setDraftOwner(userId: string | null, store: Store | null = tabStore()): void {
  if (!store || (userId !== null && store.getItem(OWNER_KEY) === userId)) return;
  const keys = Array.from({ length: store.length }, (_, at) => store.key(at)).filter((key) => key?.startsWith(PREFIX));
  for (const key of keys) store.removeItem(key!);
  if (userId === null) store.removeItem(OWNER_KEY);
  else store.setItem(OWNER_KEY, userId);
}

export type ChangedBy = 'person' | 'page';

/** Is there work to lose? What a person typed or chose is; what the page filled in by itself is not, and undoes none. */
export function isWork(was: boolean, by: ChangedBy): boolean {
  return was || by === 'person';
}

const dirty = new Set<string>();

/** Marks a form as holding work that is not sent. */
export function markUnsaved(id: string, unsaved: boolean): void {
  if (unsaved) dirty.add(id);
  else dirty.delete(id);
}

/** True while some form on the page holds work that is not sent: the shell warns before leaving. */
export function hasUnsavedWork(): boolean {
  return dirty.size > 0;
}
