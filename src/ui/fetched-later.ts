/** How long a page has to itself before the rest of its room is fetched. */
const SOON_MS = 3_000;

/**
 * A part of the application that the first page does not need. It is fetched a moment after that page stands, so that it is there when
 * the network is not, or at once when somebody asks for it; a fetch that failed is tried again when it is asked for.
 */
export function fetchedLater<T>(fetch: () => Promise<T>): () => Promise<T> {
  let part: Promise<T> | null = null;
  const get = (): Promise<T> => {
    part ??= fetch().catch((error: unknown) => {
      part = null;
      throw error;
    });
    return part;
  };
  setTimeout(() => { get().catch(() => undefined); }, SOON_MS);
  return get;
}
