/** Shapes that every part of reception uses. */
import { z } from 'zod';
import { isPlainDate } from '#kernel/dates';
import { asSeen } from '#kernel/text';

/** One line of text as a reader sees it, without control characters. */
export const line = (limit: number) => z.string().overwrite(asSeen).trim().max(limit).regex(/^[^\p{Cc}]*$/u, { error: 'reception.text-control' });
export const day = z.string().refine(isPlainDate, { error: 'reception.date-impossible' });
export const place = z.string().regex(/^[A-Z]{2}-[A-Z0-9]{2,8}$/, { error: 'reception.place-unknown' });
export const code = z.string().min(1).max(60).regex(/^[A-Za-z][A-Za-z0-9_.-]*$/);

export const MODES = ['air', 'land', 'sea'] as const;
export type Mode = (typeof MODES)[number];

export const DeskName = line(100);
