import { defineSlice } from '#platform/country';
import { protectionPackSchema, type ProtectionPack } from './schema.ts';

/** What a country may set in this room: what is looked at before a child goes to a relative, and by when. */
export const protectionSlice = defineSlice<ProtectionPack>('protection', protectionPackSchema as unknown as Parameters<typeof defineSlice<ProtectionPack>>[1]);
