/** What is wrong with the ways of a pack. */
import { isTellTale } from '../neutral.ts';
import type { DirectoryPack } from '../schema.ts';
import { documentsIn, type Needs, type PapersPack, type Way } from './way.ts';

export interface PaperFault {
  readonly id: string;
  readonly message: string;
}

/** True if needs can be met with these papers; conditions count as met: they depend on the person. */
function canMeet(needs: Needs | null, had: ReadonlySet<string>): boolean {
  if (needs === null || 'criteria' in needs) return true;
  if ('document' in needs) return had.has(needs.document);
  return 'all' in needs ? needs.all.every((part) => canMeet(part, had)) : needs.any.some((part) => canMeet(part, had));
}

/** Papers that nobody can ever have, because each of them waits for another one of them. A paper without any way counts as had: that is another matter. */
function neverHad(ways: readonly Way[]): Set<string> {
  const withWays = new Set(ways.map((way) => way.document));
  const had = new Set(ways.flatMap((way) => documentsIn(way.needs)).filter((document) => !withWays.has(document)));
  for (let before = -1; before !== had.size;) {
    before = had.size;
    for (const way of ways) if (canMeet(way.needs, had)) had.add(way.document);
  }
  return new Set([...withWays].filter((document) => !had.has(document)));
}

/** A circle written from its smallest id on. */
function fromSmallest(circle: readonly string[]): string[] {
  const at = circle.indexOf([...circle].sort()[0]!);
  return [...circle.slice(at), ...circle.slice(0, at + 1)];
}

/** The circle that a paper runs into: follows what it waits for until a paper comes back. */
function circleFrom(document: string, nextOf: (document: string) => string | undefined): string[] {
  const chain: string[] = [];
  let at: string | undefined = document;
  while (at !== undefined && !chain.includes(at)) {
    chain.push(at);
    at = nextOf(at);
  }
  return at === undefined ? [] : fromSmallest(chain.slice(chain.indexOf(at)));
}

/** Circles that nobody can break, each once, with their chain. */
export function unbreakableCircles(ways: readonly Way[]): string[][] {
  const stuck = neverHad(ways);
  const nextOf = (document: string): string | undefined => ways.filter((way) => way.document === document).flatMap((way) => documentsIn(way.needs)).find((one) => stuck.has(one));
  const circles = [...stuck].sort().map((document) => circleFrom(document, nextOf)).filter((circle) => circle.length > 0);
  return [...new Map(circles.map((circle) => [circle.join(' '), circle])).values()];
}

const unknown = (what: string, wanted: readonly string[], known: ReadonlySet<string>): string[] =>
  wanted.filter((one) => !known.has(one)).map((one) => `unknown ${what} ${one}`);

interface Known {
  readonly documents: ReadonlySet<string>;
  readonly organizations: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly laws: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
}

function timeFaults({ days: { typical, worst }, cost, feeStated }: Way): string[] {
  return [
    ...(typical !== null && worst !== null && typical > worst ? ['takes longer usually than at worst'] : []),
    ...(cost !== null && cost.amount > 0 && !feeStated ? ['has a price although no source says that something is charged'] : []),
  ];
}

function wayFaults(way: Way, known: Known): string[] {
  return [
    ...unknown('document', [way.document, ...documentsIn(way.needs)], known.documents),
    ...unknown('organization', way.organizationId === null ? [] : [way.organizationId], known.organizations),
    ...unknown('service', way.help, known.services),
    ...unknown('legal basis', way.legalBases, known.laws),
    ...unknown('source', way.sources.map((s) => s.source), known.sources),
    ...timeFaults(way),
    ...(way.words.some(({ es, en }) => isTellTale(es) || isTellTale(en)) ? ['says how somebody came back'] : []),
  ];
}

function twice(ids: readonly string[]): PaperFault[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.has(id) || !seen.add(id)).map((id) => ({ id, message: 'appears twice' }));
}

/** Faults of the ways of one country against its directory. */
export function paperFaults({ ways, currency, sources }: PapersPack, directory: DirectoryPack, moneyOfCountry: string): PaperFault[] {
  const known: Known = {
    documents: new Set(directory.documents.map((d) => d.id)), organizations: new Set(directory.organizations.map((o) => o.id)), services: new Set(directory.services.map((s) => s.id)),
    laws: new Set(directory.legalBases.map((l) => l.id)), sources: new Set([...Object.keys(directory.sources), ...Object.keys(sources)]),
  };
  const withWays = new Set(ways.map((way) => way.document));
  const without = directory.documents.filter((d) => d.scope === directory.country && !withWays.has(d.id));
  return [
    ...(currency === moneyOfCountry ? [] : [{ id: currency, message: `currency is not ${moneyOfCountry}` }]),
    ...twice(ways.map((way) => way.id)),
    ...ways.flatMap((way) => wayFaults(way, known).map((message) => ({ id: way.id, message }))),
    ...unbreakableCircles(ways).map((circle) => ({ id: circle[0]!, message: `nobody can ever have it: ${circle.join(' waits for ')}` })),
    ...without.map(({ id }) => ({ id, message: 'paper of the country without a way' })),
  ];
}
