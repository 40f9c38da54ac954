import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPacks, loadDirectory } from '#directory';
import { systemActor } from '#kernel/actor';
import { openPack } from '#platform/country';
import { samplelandPack, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { portalOver } from '../../../tests/support/portal.ts';

/** A pack to which an operator added a language; `qaa` is a code that no language has. */

const root = mkdtempSync(join(tmpdir(), 'voices-'));
const folder = join(root, 'sampleland');
const LANGUAGE = {
  code: 'qaa', name: 'Lengua de Muestra', by: 'Persona Uno', checkedBy: 'Persona Dos', date: '2026-01-15',
  pieces: [{ key: 'need', text: 'Ka mu?', audio: 'need.mp3' }, { key: 'where', text: 'Ka le?', audio: null }, { key: 'card-sample-enrolment', text: 'Ka so.', audio: 'need.mp3' }],
};
const voices = (language: object): void => writeFileSync(join(folder, 'voices.json'), JSON.stringify({ languages: [language] }));

let db: TestDatabase;
let app: FastifyInstance;
let plain: FastifyInstance;

const portalOf = (pack: ReturnType<typeof openPack>): FastifyInstance => portalOver(db, { pack });

beforeAll(async () => {
  cpSync(samplelandPack().folder, folder, { recursive: true });
  voices(LANGUAGE);
  mkdirSync(join(folder, 'voices'));
  writeFileSync(join(folder, 'voices', 'need.mp3'), Buffer.alloc(2_000, 1));
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), (ctx) => loadDirectory(ctx));
  app = portalOf(openPack(folder));
  plain = portalOf(samplelandPack());
});
afterAll(async () => {
  await app.close();
  await plain.close();
  await db.close();
  rmSync(root, { recursive: true });
});

const get = (url: string, headers = {}) => app.inject({ method: 'GET', url, headers });

describe('a language that somebody supplied', () => {
  it('is offered by its own name, read and heard in plain HTML, and says who supplied it', async () => {
    const start = (await get('/zz')).body;
    expect(start).toMatch(/<a href="\/zz\/voz\/qaa"[^>]*lang="qaa"[^>]*>Lengua de Muestra<\/a>/);
    const { body } = await get('/zz/voz/qaa?lang=en');
    expect(body).toContain('lang="qaa">Ka mu?</p>');
    expect(body).toMatch(/<audio[^>]*controls=""[^>]*preload="none"[^>]*src="\/zz\/audio\/need.mp3"/);
    expect(body).toContain('Supplied by: Persona Uno. Checked by: Persona Dos. Date: 2026-01-15.');
    expect(body).toContain('The sample school enrols');
  });

  it('speaks on the card that it speaks of', async () => {
    expect((await get('/zz/derechos/sample-enrolment')).body).toContain('src="/zz/audio/need.mp3"');
  });

  it('serves its recordings whole and in parts, and nothing else of the pack', async () => {
    expect((await get('/zz/audio/need.mp3')).headers['content-type']).toContain('audio/mpeg');
    const part = await get('/zz/audio/need.mp3', { range: 'bytes=0-99' });
    expect([part.statusCode, part.rawPayload.length]).toEqual([206, 100]);
    for (const url of ['/zz/audio/', '/zz/audio/../voices.json', '/zz/audio/..%2Fvoices.json', '/zz/audio/none.mp3']) expect([403, 404]).toContain((await get(url)).statusCode);
  });

  it('is nowhere in a pack to which nobody supplied it', async () => {
    expect((await plain.inject({ method: 'GET', url: '/zz' })).body).not.toMatch(/voz|<audio/);
    for (const url of ['/zz/voz/qaa', '/zz/voz/fr', '/zz/audio/need.mp3']) expect((await plain.inject({ method: 'GET', url })).statusCode).toBe(404);
  });
});

describe('checking supplied voices', () => {
  const messages = (language: object): string[] => {
    voices(language);
    const found = checkPacks(root).map((fault) => fault.message);
    voices(LANGUAGE);
    return found;
  };

  it('finds nothing wrong with whole ones', () => {
    expect(messages(LANGUAGE)).toEqual([]);
  });

  it.each([
    ['a recording that is not there', { ...LANGUAGE, pieces: [{ key: 'need', text: 'x', audio: 'gone.mp3' }] }, 'gone.mp3 is missing'],
    ['a card that does not exist', { ...LANGUAGE, pieces: [{ key: 'card-nothing', text: 'x', audio: null }] }, 'no such card'],
    ['nobody who checked it', { ...LANGUAGE, checkedBy: '' }, 'checkedBy'],
    ['a language that the product speaks', { ...LANGUAGE, code: 'es' }, 'speaks this language itself'],
    ['a recording without its words', { ...LANGUAGE, pieces: [{ key: 'need', text: null, audio: 'need.mp3' }] }, 'text'],
    ['a path out of the folder', { ...LANGUAGE, pieces: [{ key: 'need', text: 'x', audio: '../voices.json' }] }, 'audio'],
  ])('refuses %s', (_, language, words) => {
    expect(messages(language).join()).toContain(words);
  });
});
