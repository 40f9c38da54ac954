/** Whether one document number is another with a slip. Numbers stand as bytes in a row of fixed length. */
import { NUMBER_BYTES } from './table.ts';

function lengthOf(x: Uint8Array, p: number): number {
  let length = 0;
  while (length < NUMBER_BYTES && x[p + length]) length++;
  return length;
}

/** How many symbols two numbers share from the front. */
function commonHead(x: Uint8Array, p: number, y: Uint8Array, q: number, most: number): number {
  let head = 0;
  while (head < most && x[p + head] === y[q + head]) head++;
  return head;
}

/** The same from the back, in so many symbols that are left. */
function commonTail(x: Uint8Array, end: number, y: Uint8Array, otherEnd: number, most: number): number {
  let tail = 0;
  while (tail < most && x[end - 1 - tail] === y[otherEnd - 1 - tail]) tail++;
  return tail;
}

/** One symbol wrong, lost, added, or two neighbours exchanged. */
export function isSlipOfNumber(x: Uint8Array, p: number, y: Uint8Array, q: number): boolean {
  const [lengthX, lengthY] = [lengthOf(x, p), lengthOf(y, q)];
  if (Math.abs(lengthX - lengthY) > 1) return false;
  const shorter = Math.min(lengthX, lengthY);
  const head = commonHead(x, p, y, q, shorter);
  const tail = commonTail(x, p + lengthX, y, q + lengthY, shorter - head);
  const [restX, restY] = [lengthX - head - tail, lengthY - head - tail];
  if (Math.max(restX, restY) <= 1) return true;
  return restX === 2 && restY === 2 && x[p + head] === y[q + head + 1] && x[p + head + 1] === y[q + head];
}
