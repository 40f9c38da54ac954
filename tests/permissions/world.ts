import { dayIn } from '#kernel/dates';
import { testServer, type Client, type TestServer } from '../support/server.ts';
import { actorOf, one } from './stories/asking.ts';
import { caseStory } from './stories/case.ts';
import { directoryStory } from './stories/directory.ts';
import { planStory } from './stories/plan.ts';
import { protectionStory } from './stories/protection.ts';
import { conferenceStory } from './stories/conference.ts';
import { movingStory } from './stories/moving.ts';
import { feedbackStory } from './stories/feedback.ts';
import { draftStory, emergencyStory } from './stories/referrals.ts';
import { abroadStory } from './stories/abroad.ts';
import { expectedStory } from './stories/expected.ts';
import { dutyStory } from './stories/duty.ts';
import { receptionStory } from './stories/reception.ts';

/** Everybody who tries every route. The story belongs to `ventanilla` (its case) and `recepcion` (its list). */
export const ACTORS = {
  'reception of the list': 'recepcion.zz',
  'reception of another point': 'recepcion2.zz',
  'protection at the point of the list': 'proteccion.zz',
  'window of the case': 'ventanilla.zz',
  'another window': 'ventanilla2.zz',
  'provider with the referral': 'proveedor.zz',
  'provider without the referral': 'proveedor2.zz',
  supervisor: 'supervision.zz',
  steward: 'directorio.zz',
  analyst: 'analisis.zz',
  auditor: 'auditoria.zz',
  administrator: 'administracion.zz',
  'window of another country': 'ventanilla.hn',
  'reception of another country': 'recepcion.hn',
  'provider of another country': 'proveedor.hn',
  'supervisor of another country': 'supervision.hn',
  nobody: null,
} as const;
export type ActorName = keyof typeof ACTORS;

/** Ids of real records, by the names that paths give them. */
export type Ids = Readonly<Record<string, string>>;

export interface World {
  readonly server: TestServer;
  readonly clients: ReadonlyMap<ActorName, Client>;
  readonly roles: ReadonlyMap<ActorName, string>;
  readonly ids: Ids;
  /** Today in the country of the story. */
  readonly today: string;
  /** The entry of a service of the provider of the story, as it is in force. */
  readonly serviceEntry: Readonly<Record<string, unknown>>;
  /** What must not reach anybody who may not see the story. */
  readonly secrets: readonly string[];
}

/** What is told after the first stories: with everybody signed in, and the ids that there are. */
export interface Story { readonly server: TestServer; readonly clients: ReadonlyMap<ActorName, Client>; readonly today: string; readonly ids: Ids }

/** Stories of rooms on higher floors, in order; each adds its ids. */
const LATER: readonly ((story: Story) => Promise<Ids>)[] = [
  planStory, conferenceStory, emergencyStory, feedbackStory, draftStory, protectionStory, ({ server, clients }) => movingStory(server, clients.get('window of the case')!),
  ({ server, clients }) => abroadStory(server, clients.get('window of the case')!),
  ({ server }) => expectedStory(server), ({ server, clients, today }) => dutyStory(server, clients.get('protection at the point of the list')!, today),
];

/** Starts the real server with its demo stories and signs everybody in. */
export async function makeWorld(): Promise<World> {
  const server = await testServer(['ZZ', 'HN']);
  const clients = new Map<ActorName, Client>();
  const roles = new Map<ActorName, string>();
  for (const [name, login] of Object.entries(ACTORS) as [ActorName, string | null][]) {
    clients.set(name, login === null ? server.anybody : await server.signIn(login));
    roles.set(name, login === null ? 'public' : (await actorOf(server, login)).role);
  }
  const today = dayIn(server.house.packs.get('ZZ')!.info.timeZone, server.clock.now());
  const first = { ...await caseStory(server, clients.get('window of the case')!, today), ...await receptionStory(server, clients.get('reception of the list')!, today) };
  const directory = await directoryStory(server, clients.get('steward')!, clients.get('provider with the referral')!, today);
  let ids: Ids = { ...first, ...directory.ids };
  for (const tell of LATER) ids = { ...ids, ...await tell({ server, clients, today, ids }) };
  const { publicCode } = await one(server, `select public_code as "publicCode" from registry.person where id = '${ids['personId']!}'`);
  return { server, clients, roles, ids, today, serviceEntry: directory.serviceEntry, secrets: [ids['personId']!, ids['caseId']!, ids['referralId']!, publicCode!] };
}
