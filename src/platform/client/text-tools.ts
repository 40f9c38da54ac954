import { IntlMessageFormat } from 'intl-messageformat';
import type { CountryCode, Locale } from '#kernel/codes';
import { daysBetween } from '#kernel/dates';

type TextParams = Readonly<Record<string, string | number | boolean | Date | null | undefined>>;
type DateStyle = 'short' | 'long' | 'month' | 'time' | 'hour';

export interface TextSettings {
  readonly locale: Locale;
  readonly country: CountryCode | null;
  /** The office's IANA zone; instants are shown in it. */
  readonly timeZone: string;
  readonly texts: Readonly<Record<string, string>>;
}

/** Language tag for dates and numbers: Spanish as written in the country, English with unambiguous dates. */
export function languageTag(locale: Locale, country: CountryCode | null): string {
  if (locale === 'en') return 'en';
  return country === null || country === 'ZZ' ? 'es-419' : `es-${country}`;
}

const STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  short: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  hour: { hour: '2-digit', minute: '2-digit' },
  time: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
};

const PARTIAL = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/;
const DAYS_SHOWN_AS_DAYS = 45;
const DAYS_OF_A_MONTH = 30.44;

function formatPlain(tag: string, text: string, style: DateStyle): string {
  const [, year, month, day] = PARTIAL.exec(text)!;
  if (!month) return year!;
  const options = STYLES[day ? (style === 'time' || style === 'hour' ? 'short' : style) : 'month'];
  return new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' }).format(new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1))));
}

/** `t`, dates and numbers of one language and country, with compiled messages kept. */
export function createTextTools({ locale, country, timeZone, texts }: TextSettings) {
  const tag = languageTag(locale, country);
  const compiled = new Map<string, IntlMessageFormat>();

  const t = (key: string, params?: TextParams): string => {
    const text = texts[key];
    if (text === undefined) return key;
    let message = compiled.get(key);
    if (!message) {
      message = new IntlMessageFormat(text, tag, undefined, { ignoreTag: true });
      compiled.set(key, message);
    }
    return String(message.format(params as Record<string, string> | undefined));
  };

  const formatDate = (value: string | Date, style: DateStyle = 'short'): string => {
    if (typeof value === 'string' && PARTIAL.test(value)) return formatPlain(tag, value, style);
    const at = typeof value === 'string' ? new Date(value) : value;
    return Number.isNaN(at.getTime()) ? String(value) : new Intl.DateTimeFormat(tag, { ...STYLES[style], timeZone }).format(at);
  };

  const formatRelativeDay = (day: string, today: string): string => {
    const days = daysBetween(today, day);
    const format = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
    if (Math.abs(days) <= DAYS_SHOWN_AS_DAYS) return format.format(days, 'day');
    return format.format(Math.round(days / DAYS_OF_A_MONTH), 'month');
  };

  return {
    locale, t, formatDate, formatRelativeDay,
    has: (key: string) => texts[key] !== undefined,
    formatNumber: (value: number, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options).format(value),
    formatList: (items: readonly string[]) => new Intl.ListFormat(tag, { type: 'conjunction' }).format(items),
  };
}
