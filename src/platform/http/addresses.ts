/** Addresses as anybody may write them. */

/** Longest part of an address between two strokes, as it is sent. */
export const LONGEST_PART = 200;

/**
 * The address of a request as it is; one whose escapes cannot be read, with a part that is too long, or with control characters (the database refuses some) leads to
 * where nothing is, so that it gets the same answer as everything else that is not there. Those of the interface for programs stay: they are refused, and that is audited.
 */
export function readableAddress(url: string): string {
  const [path = '/'] = url.split('?');
  return path.startsWith('/api/') || isReadable(path) ? url : `/-${url.slice(path.length)}`;
}

function isReadable(path: string): boolean {
  try {
    return !/\p{Cc}/u.test(decodeURIComponent(path)) && path.split('/').every((part) => part.length <= LONGEST_PART);
  } catch {
    return false;
  }
}
