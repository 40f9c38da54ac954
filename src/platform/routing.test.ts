import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { OsrmRouting, type RoutingPlace } from './routing.ts';

const A: RoutingPlace = { id: 'ZZ-0101', lat: 10, lon: -10 };
const B: RoutingPlace = { id: 'ZZ-0102', lat: 11, lon: -10.5 };
const C: RoutingPlace = { id: 'ZZ-0103', lat: 12, lon: -11 };

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;
const stops: (() => Promise<void>)[] = [];
afterEach(async () => { for (const stop of stops.splice(0)) await stop(); });

/** A small server that answers as an OSRM server does; `asked` are the addresses it was asked for. */
async function routingServer(behave: Behaviour): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => { asked.push(request.url ?? ''); behave(request, response); });
  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
  stops.push(() => new Promise((over) => { server.closeAllConnections(); server.close(() => over()); }));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** One hour and 60 km for each degree of latitude; no road to `C`. */
const table: Behaviour = (request, response) => {
  const [, coordinates] = /^\/table\/v1\/driving\/([^?]+)\?/.exec(request.url ?? '')!;
  const latitudes = coordinates!.split(';').map((pair) => Number(pair.split(',')[1]));
  const durations = [latitudes.slice(1).map((lat) => (lat === C.lat ? null : Math.abs(lat - latitudes[0]!) * 3600))];
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ code: 'Ok', durations, distances: durations.map((row) => row.map((s) => (s === null ? null : (s / 3600) * 60_000))) }));
};

describe('a routing service', () => {
  it('is never waited for: its ways are there the next time, and a place without a road is not among them', async () => {
    const { url } = await routingServer(table);
    const routing = new OsrmRouting(url);
    expect(routing.tripsFrom(A, [A, B, C])).toBeUndefined();
    await routing.settled();
    expect([...routing.tripsFrom(A, [A, B, C])!]).toEqual([['ZZ-0102', { minutes: 60, km: 60 }]]);
  });

  it('is asked once for each municipality, in tables that it takes, and with the seats of municipalities only', async () => {
    const { url, asked } = await routingServer(table);
    const routing = new OsrmRouting(`${url}/`, { mostPlaces: 2 });
    routing.tripsFrom(A, [A, B, C]);
    routing.tripsFrom(A, [A, B, C]);
    await routing.settled();
    routing.tripsFrom(A, [A, B, C]);
    await routing.settled();
    expect(asked).toEqual([
      '/table/v1/driving/-10.00000,10.00000;-10.50000,11.00000?sources=0&destinations=1&annotations=duration,distance',
      '/table/v1/driving/-10.00000,10.00000;-11.00000,12.00000?sources=0&destinations=1&annotations=duration,distance',
    ]);
  });

  it.each<[string, Behaviour]>([
    ['refuses', (_, response) => { response.statusCode = 400; response.end(JSON.stringify({ code: 'TooBig', message: 'Too many table coordinates' })); }],
    ['answers something else', (_, response) => response.end('<html></html>')],
    ['answers a table of another size', (_, response) => response.end(JSON.stringify({ code: 'Ok', durations: [[1, 2, 3, 4]] }))],
    ['never ends', (_, response) => { const more = (): void => { if (response.write('[1,'.repeat(50_000))) setImmediate(more); else response.once('drain', more); }; more(); }],
    ['does not answer', () => undefined],
    ['sends elsewhere', (_, response) => { response.statusCode = 302; response.setHeader('location', 'http://127.0.0.1:9/'); response.end(); }],
  ])('that %s is left alone for a while, and there is nothing but the estimate', async (_, behave) => {
    const { url, asked } = await routingServer(behave);
    const routing = new OsrmRouting(url, { timeoutMs: 200 });
    routing.tripsFrom(A, [A, B]);
    routing.tripsFrom(B, [A, B]);
    await routing.settled();
    expect(routing.tripsFrom(A, [A, B])).toBeUndefined();
    await routing.settled();
    expect(asked).toHaveLength(1);
  });

  it('that answers again is asked again after the pause', async () => {
    let broken = true;
    const { url } = await routingServer((request, response) => { if (broken) { response.statusCode = 500; response.end(); } else table(request, response); });
    const routing = new OsrmRouting(url, { pauseMs: 0 });
    routing.tripsFrom(A, [A, B]);
    await routing.settled();
    broken = false;
    routing.tripsFrom(A, [A, B]);
    await routing.settled();
    expect(routing.tripsFrom(A, [A, B])!.size).toBe(1);
  });

  it('keeps no more municipalities than it may', async () => {
    const { url } = await routingServer(table);
    const routing = new OsrmRouting(url, { mostKept: 1 });
    routing.tripsFrom(A, [A, B]);
    await routing.settled();
    routing.tripsFrom(B, [A, B]);
    await routing.settled();
    expect([routing.tripsFrom(B, [A, B]) !== undefined, routing.tripsFrom(A, [A, B]) !== undefined]).toEqual([true, false]);
  });
});
