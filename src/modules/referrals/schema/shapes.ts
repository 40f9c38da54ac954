/** Shapes of which the others are made. */
import { z } from 'zod';

export const Id = z.uuid();
export const Note = z.string().trim().min(1).max(2000);
export const Label = z.object({ es: z.string(), en: z.string() });
export const Code = z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/);
