import type { Readable } from 'node:stream';

/** Pieces of a backup, each with its kind and length in front. */
export const FRAME = { manifest: 1, table: 2, rows: 3, tableEnd: 4, sequences: 5, secrets: 6, end: 7 } as const;
export type FrameKind = (typeof FRAME)[keyof typeof FRAME];

const HEAD = 5;

/** One frame as bytes. */
export function frame(kind: FrameKind, payload: Buffer | object): Buffer {
  const body = Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload));
  const head = Buffer.alloc(HEAD);
  head.writeUInt8(kind, 0);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

/** The frames of a stream, in order. Ends with an error if the stream stops inside a frame. */
export async function* readFrames(source: Readable): AsyncGenerator<{ kind: number; payload: Buffer }> {
  let held = Buffer.alloc(0);
  for await (const chunk of source) {
    held = Buffer.concat([held, chunk as Buffer]);
    while (held.length >= HEAD && held.length >= HEAD + held.readUInt32BE(1)) {
      const length = held.readUInt32BE(1);
      yield { kind: held.readUInt8(0), payload: held.subarray(HEAD, HEAD + length) };
      held = held.subarray(HEAD + length);
    }
  }
  if (held.length > 0) throw new Error('the backup ends inside a frame');
}
