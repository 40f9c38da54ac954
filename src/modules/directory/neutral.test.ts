import { describe, expect, it } from 'vitest';
import { isTellTale, neutral, neutralName, neutralServiceName } from './neutral.ts';

describe('neutral words', () => {
  it.each([
    ['es', 'Atención a personas deportadas', 'Atención a personas que regresaron'],
    ['es', 'Curso para retornados', 'Curso para personas que regresaron'],
    ['es', 'Ventanilla de Atención al Migrante Retornado', 'Ventanilla de Atención a personas que regresaron'],
    ['es', 'Inclusión de personas migrantes retornadas', 'Inclusión de personas migrantes que regresaron'],
    ['es', 'Recuperación de identidad', 'Recuperación de identidad'],
    ['en', 'Kits for young deportees', 'Kits for young people who came back'],
    ['es', 'Constancia de repatriación', 'Constancia de llegada'],
    ['es', 'Dirección de Repatriación Digna', 'Dirección de Llegada Digna'],
    ['en', 'Certificate of repatriation', 'Certificate of arrival'],
    ['en', 'Open to people who were deported', 'Open to people who came back'],
    ['en', 'Multiple immigration form for persons returned under MPP', 'Multiple immigration form'],
    ['en', 'adults arriving on removal flights', 'Adults arriving on return flights'],
  ] as const)('%s: "%s" becomes "%s"', (locale, from, to) => {
    expect(neutral(from, locale)).toBe(to);
  });

  it('says nothing rather than something that tells', () => {
    expect(neutral('Order of removal', 'en')).toBe('');
    expect(isTellTale('Autodeportación')).toBe(true);
    expect(neutral('Expulsión inmediata', 'es')).toBe('');
    expect(neutral('Confirme desde qué día se cuentan los seis meses si el retorno fue voluntario.', 'es')).toBe('');
    expect(neutral('For those who came back by choice', 'en')).toBe('');
  });

  it('calls an organization by its acronym when its name tells', () => {
    expect(neutralName('Asociación de Retornados de Muestra', 'ARM', 'es')).toBe('ARM');
    expect(neutralName('Casa de Muestra', 'CM', 'es')).toBe('Casa de Muestra');
    const organization = { names: ['Unidades de Atención al Migrante Retornado'], acronym: 'UAMR' };
    expect(neutralServiceName('Unidades de Atención al Migrante Retornado', organization, 'es')).toBe('UAMR');
  });
});
