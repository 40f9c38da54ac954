import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import * as repository from '../repository/identity.ts';
import { decide, says, undo, type IdentityChange, type Verdict } from '../rules/identity.ts';
import { DecideIdentity } from '../schema.ts';
import { endGroundlessJoins } from './joins.ts';
import { noteDecided } from './link-news.ts';
import { shaped } from './shared.ts';

/**
 * Records whether two records are one person. It replaces what stood between the two; nothing is merged or lost. What would
 * contradict other decisions is refused: only supervision takes those back, by name.
 */
export async function decideIdentity(ctx: Ctx, command: DecideIdentity, { justRegistered = false } = {}): Promise<{ linkId: string }> {
  const { personA, personB, decision, note } = shaped(DecideIdentity, command);
  if (personA === personB) throw refuse('registry.identity-same-record', { field: 'personB' });
  const verdict = { a: personA, b: personB, decision };
  const { linkIds, standing } = await decideTogether(ctx, { verdicts: [verdict], takingBack: new Set(), note: note ?? null, alone: justRegistered && decision !== 'same' });
  const linkId = linkIds[0] ?? standing.find((d) => d.stands && new Set([d.a, d.b, personA, personB]).size === 2)?.id;
  return { linkId: linkId! };
}

export interface Act {
  readonly verdicts: readonly Verdict[];
  /** Decisions that are taken back on purpose. */
  readonly takingBack: ReadonlySet<string>;
  readonly note: string | null;
  /** About a record that nobody else can know of yet: nothing decided at the same moment can contradict it. */
  readonly alone?: boolean;
}

/** Several verdicts as one act, undone together. */
export async function decideTogether(ctx: Ctx, { verdicts, takingBack, note, alone = false }: Act): Promise<{ linkIds: string[]; standing: repository.DecisionRow[] }> {
  const { actor, tx, now } = ctx;
  if (!alone) await repository.lockIdentities(actor, tx);
  const records = await repository.identityRecords(actor, tx, verdicts.flatMap((v) => [v.a, v.b]));
  if (verdicts.some((v) => !records.includes(v.a) || !records.includes(v.b))) throw notFound();
  const standing = await repository.listDecisions(actor, tx, records);
  // Who may not take back the word of the machine does not confirm it either: it stands as it did.
  const confirms = (v: Verdict): boolean => !standing.some((d) => d.source === 'auto' && says(d, v) && !(d.mayTakeBack && d.inSight));
  const change = decide(verdicts.filter(confirms), takingBack, standing);
  if ('contradicted' in change) throw refuse('registry.identity-contradiction', { status: 409, params: { n: change.contradicted.length } });
  refuseOthers(change.replaced, standing);
  const act = newId(now);
  // A decision alone is its own act.
  const linkIds = change.add.map((_, i) => (i === 0 ? act : newId(now)));
  await repository.replaceLinks(actor, tx, act, change.replaced, now);
  await repository.insertLinks(actor, tx, { act, links: change.add.map((v, i) => ({ ...v, id: linkIds[i]! })), note, now });
  await settle(ctx, records, change, standing);
  await noteDecided(ctx, linkIds);
  return { linkIds, standing };
}

/** What another office decided is taken back by supervision only, and nothing that is out of sight is. */
function refuseOthers(ids: readonly string[], decided: readonly repository.DecisionRow[]): void {
  const mine = (id: string) => decided.some((d) => d.id === id && d.mayTakeBack && d.inSight);
  if (!ids.every(mine)) throw refuse('registry.decision-of-others', { status: 403 });
}

/** Takes a decision back with everything that was decided in the same act: all stands as it did before. */
export async function undoIdentityDecision(ctx: Ctx, linkId: string): Promise<void> {
  const { actor, tx, now } = ctx;
  await repository.lockIdentities(actor, tx);
  const link = await repository.findLink(actor, tx, linkId);
  if (!link) throw notFound();
  if (link.undoneAt) throw refuse('registry.decision-already-undone', { status: 409 });
  const records = await repository.identityRecords(actor, tx, await repository.listPeopleOfAct(actor, tx, link.act));
  const decided = await repository.listDecisions(actor, tx, records);
  if (decided.some((d) => d.act === link.act && d.stands && !d.mayTakeBack)) throw refuse('registry.decision-of-others', { status: 403 });
  const change = undo(link.act, decided);
  await repository.undoAct(actor, tx, link.act, change, now);
  await settle(ctx, records, change, decided);
}

/** Identities and settled pairs follow; rooms hear of it if anybody was joined or separated. */
async function settle(ctx: Ctx, records: readonly string[], change: IdentityChange, before: readonly repository.DecisionRow[]): Promise<void> {
  await repository.settleIdentity(ctx.actor, ctx.tx, records);
  const moved = new Set([...change.replaced, ...change.undone, ...change.back]);
  const touched = [...change.add, ...before.filter((d) => moved.has(d.id))].filter((d) => d.decision === 'same');
  if (touched.length === 0) return;
  await endGroundlessJoins(ctx, records);
  const people = [...new Set(touched.flatMap((d) => [d.a, d.b]))].toSorted();
  await ctx.tell({ type: 'registry.identity-changed', personA: people[0]!, personB: people[1]!, people: people.join(',') });
}
