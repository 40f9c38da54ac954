/** What the registry knows of a relative follows what protection and the authority say. */
import type { Ctx } from '#platform/context';
import { endRelation, familyOf, recordRelation } from '#registry';
import type { RelationWord } from '#registry/schema';
import type { KinWord } from '../schema.ts';

const ANSWERS: ReadonlySet<RelationWord> = new Set(['parent', 'grandparent', 'guardian']);

/** A relative on record to whom the child was handed over answers for it from now on: verified, for every room that asks. */
export async function raiseRelation(ctx: Ctx, childId: string, relativeId: string | null, word: KinWord): Promise<void> {
  if (relativeId === null) return;
  await recordRelation(ctx, childId, { otherPersonId: relativeId, word: ANSWERS.has(word) ? word : 'guardian', evidence: 'verified' });
}

/** They do so no longer: what was verified ends. That a mother is the mother stays on record, as something that was seen. */
export async function lowerRelation(ctx: Ctx, childId: string, relativeId: string | null): Promise<void> {
  if (relativeId === null) return;
  const { relations } = await familyOf(ctx, childId);
  for (const { relationId, word, evidence, member } of relations) {
    if (member.personId !== relativeId || evidence !== 'verified' || word === null || !ANSWERS.has(word)) continue;
    await endRelation(ctx, childId, relationId, {});
    if (word !== 'guardian') await recordRelation(ctx, childId, { otherPersonId: relativeId, word, evidence: 'seen' });
  }
}
