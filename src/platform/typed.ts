/** What somebody without an account typed into a form of a public page: of any quality, and never a fault. */
import { z } from 'zod';

/** The first of what came under one name. */
const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

const clean = (max: number, tidy: (text: string) => string) => z.preprocess(first, z.string().catch('').default('')).transform((text) => tidy(text).slice(0, max));

/** One line, without what no text needs: control characters and spaces in a row. */
export const typedLine = (max: number) => clean(max, (text) => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').replace(/\s+/g, ' ').trim());

/** The same of a text in which lines stay: people write in paragraphs. */
export const typedText = (max: number) => clean(max, (text) => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n]+|\p{Cf}+/gu, ' ').replace(/[^\S\n]+/g, ' ').replace(/\n{3,}/g, '\n\n').trim());

/** An id that the page offered; nothing where it is none. */
export const typedId = z.preprocess(first, z.uuid().catch(''));
