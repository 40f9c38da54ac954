/** Needs that go along with a case to another country, and those that come along with one. */
import { refuse } from '#kernel/errors';
import type { Ctx, Subscription } from '#platform/context';
import type { RoomEvent } from '#platform/events';
import { serverText } from '#platform/i18n';
import { needCatalog } from '#directory';
import { addAbroadNeeds, needsFromAbroad } from '#registry';
import { callFor, needsOf } from './needs-service.ts';

/** Chosen ones among the open needs of the case that the actor reads: what the closed circle knows, nobody else can choose. */
async function sendAlong(ctx: Ctx, event: RoomEvent): Promise<void> {
  const ids = String(event['needs'] ?? '').split(',').filter(Boolean);
  if (ids.length === 0) return;
  const chosen = (await needsOf(ctx, String(event['caseId']))).filter((need) => need.state === 'open' && ids.includes(need.needId));
  if (chosen.length !== new Set(ids).size) throw refuse('assessment.need-unknown', { field: 'needIds' });
  await addAbroadNeeds(ctx, String(event['abroadId']), chosen.map(({ needId, need, label, urgency, restricted }) => ({ needId, code: need, label: { es: label.es, en: label.en }, urgency, restricted })));
}

/** What came along is there at once, with where it comes from as its reason. Kinds that this country does not know stay in the words of the hand-over. */
async function takeAlong(ctx: Ctx, event: RoomEvent): Promise<void> {
  const catalog = new Set(needCatalog(ctx).map((entry) => entry.code));
  const came = (await needsFromAbroad(ctx, String(event['abroadId']))).filter((need) => catalog.has(need.code));
  if (came.length === 0) return;
  await callFor(ctx, String(event['caseId']), came.map(({ code, urgency, restricted }) => ({
    need: code, urgency, source: 'rule' as const, reasons: [{ code: 'came-from-abroad', wording: { es: serverText('es')('assessment.need-from-abroad'), en: serverText('en')('assessment.need-from-abroad') } }], basis: ['from-abroad'], restricted,
  })));
}

export const abroadSubscriptions: readonly Subscription[] = [
  { to: 'registry.abroad-asked', room: 'assessment', handle: sendAlong },
  { to: 'registry.came-from-abroad', room: 'assessment', handle: takeAlong },
];
