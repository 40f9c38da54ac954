import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { ArrivalsBoard, MatchingProgress } from '#reception/schema';
import { startServer, webSignIn, type WebClient } from '../support/process.ts';

const root = mkdtempSync(path.join(tmpdir(), 'ventanilla-list-'));
chmodSync(root, 0o755);
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

const PASSWORD = 'ventanilla-demo';
const PEOPLE = 1800;
const KNOWN_EVERY = 100;
const BOARD = '/api/reception/arrivals?manifestId=';

const letters = (n: number): string => [...n.toString(26)].map((digit) => 'bcdfghjklmnpqrstvwxyzaeiou'[Number.parseInt(digit, 26)]).join('');
/** Invented people whose names nobody shares. */
const someone = (n: number) => ({ givenNames: `Ola${letters(n)}`, surname1: `Brisa${letters(n * 7 + 11)}`, birthDate: `${1950 + (n % 50)}-0${1 + (n % 9)}-${13 + (n % 15)}` });

function fileOf(people: number): string {
  const lines = Array.from({ length: people }, (_, n) => {
    const { givenNames, surname1, birthDate } = someone(n);
    return `${n + 1};${surname1}, ${givenNames};${birthDate.split('-').reverse().join('/')};H`;
  });
  return `${['No;APELLIDOS Y NOMBRES;FECHA NAC;SEXO', ...lines].join('\r\n')}\r\n`;
}

const answerOf = async <T>(answer: Promise<Response>): Promise<T> => {
  const got = await answer;
  const text = await got.text();
  if (!got.ok) throw new Error(text);
  return JSON.parse(text) as T;
};
const progress = async (client: WebClient, manifestId: string): Promise<MatchingProgress> =>
  (await answerOf<{ matching: MatchingProgress }>(client.get(`/api/reception/manifests/${manifestId}/reconciliation`))).matching;

it('a server killed while a long list is compared goes on where it was: nobody is left out, nobody stands twice, no finding is half kept', async () => {
  const env = { DATA_DIR: path.join(root, 'server'), COUNTRIES: 'ZZ' };
  const first = await startServer(env);
  const window = await webSignIn(first.url, 'ventanilla.zz', PASSWORD);
  const known = Array.from({ length: PEOPLE / KNOWN_EVERY }, (_, n) => n * KNOWN_EVERY);
  for (const n of known) await answerOf(window.post('/api/people', { person: someone(n) }));
  const desk = await webSignIn(first.url, 'recepcion.zz', PASSWORD);
  const { uploadId } = await answerOf<{ uploadId: string }>(desk.upload('/api/reception/uploads', 'larga.csv', fileOf(PEOPLE)));
  const details = { arrivesOn: new Date().toISOString().slice(0, 10), mode: 'land', sender: 'Frontera de prueba', kind: 'deported', label: 'larga' };
  const { manifestId } = await answerOf<{ manifestId: string }>(desk.post(`/api/reception/uploads/${uploadId}/accept`, { details }));

  let seen = 0;
  await expect.poll(async () => { seen = (await progress(desk, manifestId)).done; return seen; }, { timeout: 60_000, interval: 5 }).toBeGreaterThan(0);
  await first.kill();
  expect(seen, 'killed amid the comparison').toBeLessThan(PEOPLE);

  const second = await startServer(env);
  const again = await webSignIn(second.url, 'recepcion.zz', PASSWORD);
  const before = await progress(again, manifestId);
  expect(before.total).toBe(PEOPLE);
  expect(before.done).toBeGreaterThanOrEqual(seen);
  await expect.poll(async () => (await progress(again, manifestId)).done, { timeout: 90_000, interval: 200 }).toBe(PEOPLE);
  expect(await progress(again, manifestId)).toEqual({ done: PEOPLE, total: PEOPLE, known: known.length });
  const { lines } = await answerOf<ArrivalsBoard>(again.get(BOARD + manifestId));
  expect(lines).toHaveLength(PEOPLE);
  expect(new Set(lines.map((line) => line.name)).size).toBe(PEOPLE);
  expect(new Set(lines.filter((line) => line.before?.band === 'surely').map((line) => line.name)))
    .toEqual(new Set(known.map((n) => `${someone(n).givenNames} ${someone(n).surname1}`)));
  expect(await second.stop()).toBe(0);
});
