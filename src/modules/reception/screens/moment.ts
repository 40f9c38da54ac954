import { useText, useToday } from '#ui';

interface Dates {
  readonly today: string;
  readonly formatDate: (value: string | Date, style?: 'short' | 'hour' | 'time') => string;
}

/** A moment as the floor tells it: the hour if it is of today, else with its day, so that "at" is never followed by yesterday's hour. */
export function momentOf(at: string, { today, formatDate }: Dates): string {
  const moment = new Date(at);
  return formatDate(moment, formatDate(moment, 'short') === formatDate(today, 'short') ? 'hour' : 'time');
}

export function useMoment(): (at: string) => string {
  const { formatDate } = useText();
  const today = useToday();
  return (at) => momentOf(at, { today, formatDate });
}
