import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import type { Locale } from '#kernel/codes';
import type { PlainDate } from '#kernel/dates';

/** Values that a message may carry. */
export type TextParams = Readonly<Record<string, string | number | boolean | Date | null | undefined>>;

/** How a day or an instant is shown: `short` 3 mar 2026, `long` with weekday, `month` marzo de 2026, `time` with the hour. */
export type DateStyle = 'short' | 'long' | 'month' | 'time' | 'hour';

/** Words, dates and numbers in the language of the reader. */
export interface TextTools {
  readonly locale: Locale;
  /** The sentence of a text key; the key itself where there is none. */
  t(key: string, params?: TextParams): string;
  /** True if the key has a sentence in this language. */
  has(key: string): boolean;
  /** A plain day (`YYYY-MM-DD`, also `YYYY-MM` and `YYYY`) or an instant (ISO, Date) as people write it. */
  formatDate(value: PlainDate | Date, style?: DateStyle): string;
  formatNumber(value: number, options?: Intl.NumberFormatOptions): string;
  /** "hoy", "mañana", "hace 3 días", "en 2 meses": a day seen from today. */
  formatRelativeDay(day: PlainDate, today: PlainDate): string;
  formatList(items: readonly string[]): string;
}

interface TextContextValue {
  readonly tools: TextTools;
  readonly today: PlainDate;
}

const TextContext = createContext<TextContextValue | null>(null);

export interface TextProviderProps {
  readonly tools: TextTools;
  /** The office's calendar day; the server says it, because the clock of a desk may be wrong (and the demo clock moves). */
  readonly today: PlainDate;
  readonly children: ReactNode;
}

export function TextProvider({ tools, today, children }: TextProviderProps) {
  return <TextContext value={{ tools, today }}>{children}</TextContext>;
}

function useTextContext(): TextContextValue {
  const value = useContext(TextContext);
  if (!value) throw new Error('TextProvider is missing above this component');
  return value;
}

/** `t`, `formatDate`, `formatNumber`, `locale`… of the reader. */
export function useText(): TextTools {
  return useTextContext().tools;
}

/** The office's calendar day, as the server counts it. */
export function useToday(): PlainDate {
  return useTextContext().today;
}
