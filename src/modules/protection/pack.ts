import { defineSlice } from '#platform/country';
import { protectionPackSchema } from './schema.ts';

/** What a country may set in this room: what is looked at before a child goes to a relative, and by when. */
export const protectionSlice = defineSlice('protection', protectionPackSchema);
