import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerUnreadable } from './unreadable.ts';

let server: Server;

beforeAll(async () => {
  server = createServer((_request, response) => response.end('read')).on('clientError', answerUnreadable);
  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
});
afterAll(() => new Promise((done) => { server.close(done); }));

const said = (request: string): Promise<string> => new Promise((done, failed) => {
  let answer = '';
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(request));
  socket.setEncoding('utf8').on('data', (part: string) => { answer += part; }).on('end', () => done(answer)).on('error', failed);
});

describe('a request that cannot be read', () => {
  it.each([
    ['a very long address', `GET /mx/ayuda?lugar=${'a'.repeat(40_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, '431'], ['a method that is none', 'FOO /mx HTTP/1.1\r\nhost: x\r\n\r\n', '400'], ['no HTTP', 'hola\r\n\r\n', '400'],
  ])('%s gets clear words in both languages', async (_, request, status) => {
    const answer = await said(request);
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(answer).toContain('No pudimos leer lo que se envió.');
    expect(answer).toContain('We could not read what was sent.');
  });

  it('and one that can is read', async () => {
    expect(await said('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toContain('200 OK');
  });
});
