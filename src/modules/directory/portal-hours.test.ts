import { describe, expect, it } from 'vitest';
import type { Locale } from '#kernel/codes';
import { serverText } from '#platform/i18n';
import { scheduleSchema } from './entry/parts.ts';
import { hoursWords } from './portal-hours.ts';

const MONDAY = '2026-11-23';
const said = (locale: Locale, ...parts: object[]): string[] => hoursWords(parts.map((one) => scheduleSchema.parse(one)), MONDAY, { t: serverText(locale), locale }).map((line) => line.replaceAll(' ', ' '));
const WORKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR'];

describe('opening hours in words', () => {
  it.each<[Locale, object[], string[]]>([
    ['es', [{ days: WORKDAYS, opens: '08:00', closes: '16:00' }], ['Lunes a viernes: de 8:00 a 16:00.']],
    ['en', [{ days: WORKDAYS, opens: '08:00', closes: '16:00' }], ['Monday to Friday: 8:00 AM to 4:00 PM.']],
    ['es', [{ days: WORKDAYS, opens: '08:00', closes: '12:00' }, { days: ['MO', 'WE'], opens: '13:00', closes: '15:00' }], ['Lunes y miércoles: de 8:00 a 12:00 y de 13:00 a 15:00.', 'Martes, jueves y viernes: de 8:00 a 12:00.']],
    ['es', [{ days: ['SA', 'SU'] }], ['Sábado y domingo. No sabemos a qué hora.']],
    ['es', [{ days: [...WORKDAYS, 'SA', 'SU'], opens: '00:00', closes: '00:00' }], ['Todos los días: todo el día.']],
    ['es', [{ days: ['FR'], opens: '20:00', closes: '06:00' }], ['Viernes: de 20:00 a 6:00 del día siguiente.']],
    ['es', [{ days: ['TU'], opens: '09:00' }], ['Martes: desde las 9:00.']],
    ['es', [{ days: ['WE'], opens: '09:00', closes: '11:00', validFrom: '2026-11-26', everyWeeks: 2 }], ['Desde el 26 de noviembre de 2026, cada 2 semanas, miércoles: de 9:00 a 11:00.', 'La próxima vez: 9 de diciembre de 2026.']],
    ['en', [{ days: ['MO'], opens: '09:00', closes: '11:00', validTo: '2026-12-31' }], ['Monday: 9:00 AM to 11:00 AM.', 'It may change after December 31, 2026.']],
    ['es', [], []],
  ])('%s %j', (locale, schedules, lines) => {
    expect(said(locale, ...schedules)).toEqual(lines);
  });
});
