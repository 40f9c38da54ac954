/** A signed-in officer over real HTTP, on one connection that stays open, as a browser keeps it. */
import { Agent, request, type OutgoingHttpHeaders } from 'node:http';
import { performance } from 'node:perf_hooks';
import { COUNTRY, PASSWORD, type BenchOfficer } from './registry.ts';

export interface Answer { readonly status: number; readonly ms: number; readonly text: string }

function ask(url: string, agent: Agent, method: string, headers: OutgoingHttpHeaders, body?: string | Buffer): Promise<Answer & { readonly cookies: readonly string[] }> {
  return new Promise((resolve, reject) => {
    const from = performance.now();
    const sent = request(url, { method, agent, headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, ms: performance.now() - from, text: Buffer.concat(parts).toString(), cookies: answer.headers['set-cookie'] ?? [] }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** One officer's session. */
export class Session<Officer extends { readonly login: string } = BenchOfficer> {
  readonly officer: Officer;
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #headers: OutgoingHttpHeaders = {};

  constructor(url: string, officer: Officer) {
    this.#url = url;
    this.officer = officer;
  }

  async signIn(): Promise<this> {
    const signed = await ask(`${this.#url}/api/sign-in`, this.#agent, 'POST', { 'content-type': 'application/json' }, JSON.stringify({ login: this.officer.login, password: PASSWORD }));
    if (signed.status !== 200) throw new Error(`${this.officer.login} could not sign in: ${signed.text}`);
    const cookie = signed.cookies.map((c) => c.split(';')[0]).join('; ');
    const session = JSON.parse((await ask(`${this.#url}/api/session`, this.#agent, 'GET', { cookie })).text) as { csrf: string; actor: { country: string } };
    if (session.actor.country !== COUNTRY) throw new Error(`${this.officer.login} works elsewhere`);
    this.#headers = { cookie, 'x-csrf-token': session.csrf };
    return this;
  }

  get(address: string): Promise<Answer> {
    return ask(this.#url + address, this.#agent, 'GET', { ...this.#headers });
  }

  post(address: string, body: unknown): Promise<Answer> {
    return ask(this.#url + address, this.#agent, 'POST', { ...this.#headers, 'content-type': 'application/json', 'x-command-id': crypto.randomUUID() }, JSON.stringify(body));
  }

  upload(address: string, name: string, bytes: Buffer): Promise<Answer> {
    return ask(this.#url + address, this.#agent, 'POST', { ...this.#headers, 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name), 'x-command-id': crypto.randomUUID() }, bytes);
  }

  end(): void {
    this.#agent.destroy();
  }
}
