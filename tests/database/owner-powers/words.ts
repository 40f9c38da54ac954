import type { Role } from '#kernel/codes';

/** Roles that meet people and keep their records. */
export const KEEPERS: readonly Role[] = ['reception', 'window', 'protection', 'consular'];
export const STAFF: readonly Role[] = [...KEEPERS, 'supervisor'];
export const DESK: readonly Role[] = ['reception', 'protection'];
export const CASES: readonly Role[] = ['window', 'protection', 'supervisor'];
export const POINT: readonly Role[] = ['reception', 'supervisor'];

/**
 * How a function with the powers of the owner is kept from telling too much: `inner` – granted to nobody, other functions of the owner ask for whom they answer;
 * `trigger` – granted to nobody; `to` – these roles of the own country get an answer, and the function asks that itself; `open` – answers without a role, for the reason given.
 */
export type OwnersWord = { readonly how: 'inner' | 'trigger'; readonly why: string } | { readonly how: 'to'; readonly roles: readonly Role[]; readonly why: string } | { readonly how: 'open'; readonly why: string };

export const inner = (why: string): OwnersWord => ({ how: 'inner', why });
export const trigger = (why: string): OwnersWord => ({ how: 'trigger', why });
export const to = (roles: readonly Role[], why: string): OwnersWord => ({ how: 'to', roles, why });
export const open = (why: string): OwnersWord => ({ how: 'open', why });
