import { createHash } from 'node:crypto';

/**
 * Ids of the exchange format are UUIDs; ours are words. A UUID of version 5 (RFC 9562) is made from the word, so that the same
 * entry has the same UUID in every answer and every file, on every machine.
 */

/** Namespace of all ids that this product makes; never changed. Written down in docs/how-to/exchange-the-directory.md. */
export const NAMESPACE = 'b5c0e7a2-6f0e-4c55-9a2e-3f6b1d7c8e94';

const BYTES = 16;

/** UUID of version 5 of a name in our namespace. */
export function uuidOf(name: string): string {
  const hash = createHash('sha1').update(Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex')).update(name, 'utf8').digest().subarray(0, BYTES);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Prefix of ids of entries that came from elsewhere: the UUID they had there follows. */
const FOREIGN = 'hsds-';

export type HsdsKind = 'organization' | 'service' | 'taxonomy' | 'taxonomy_term' | 'unit';

/** The UUID of an entry of a country; an entry from elsewhere keeps the one it came with. */
export function hsdsId(country: string, kind: HsdsKind, id: string): string {
  const foreign = id.startsWith(FOREIGN) ? id.slice(FOREIGN.length) : '';
  return UUID.test(foreign) ? foreign : uuidOf(`${country}/${kind}/${id}`);
}

/** Our id of an entry that we did not have before. */
export const idFromElsewhere = (uuid: string): string => `${FOREIGN}${uuid.toLowerCase()}`;

/** The UUID of a part of something, by its position. */
export const partId = (parent: string, part: string, position: number): string => uuidOf(`${parent}/${part}/${position}`);
