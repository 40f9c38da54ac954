import { dayIn } from '#kernel/dates';
import { known, type FactSet } from '#kernel/facts';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { neutral, neutralName } from '../neutral.ts';
import { directorySlice } from '../pack.ts';
import { paperWays } from '../papers-pack.ts';
import { bringNothing, costWords, daysWords, officeWords, planPapers, totalWords, validityWords, type PaperPath, type Plan, type Step, type Way, type WayText } from '../papers/index.ts';
import { isPersonalPaper, publicId } from '../portal-paths.ts';
import { localeOf, type PortalQuery } from '../portal-query.ts';
import { paperName, sayAsk } from '../portal-words.ts';
import type { PaperStepModel, PaperWayModel } from '../portal-screens/guide-models.ts';
import type { DocumentType } from '../schema.ts';

/** The way to one paper for somebody without an account: from the papers they ticked, and nothing else that is known of them. */

interface Wording extends WayText {
  /** Name of a paper. */
  paper(id: string): string;
  organization(id: string): string;
}

/** What the address says: papers in hand; whoever asks here is coming home. */
function factsOf(ctx: Ctx, { papel }: PortalQuery): FactSet {
  const at = ctx.now.toISOString();
  return { nationality: known([ctx.pack.code], at), documentsHeld: known(Object.fromEntries(papel.map((id) => [id, 'held'])), at) };
}

function wordingOf(ctx: Ctx, query: PortalQuery, documents: readonly DocumentType[]): Wording {
  const locale = localeOf(query);
  const names = new Map(documents.map((d) => [d.id, paperName(d, locale)]));
  const organizations = new Map(ctx.pack.slice(directorySlice).organizations.map((o) => [o.id, o]));
  return {
    locale, t: serverText(locale), paper: (id) => names.get(id) || serverText(locale)('portal.papers.another'),
    organization: (id) => {
      const found = organizations.get(id);
      return found ? neutralName(locale === 'es' ? found.nameEs : found.nameEn, found.acronym, locale) : '';
    },
  };
}

function whereOf(way: Way, wording: Wording): string {
  return [officeWords(way, wording), way.organizationId === null ? '' : wording.organization(way.organizationId), way.abroad ? wording.t('portal.papers.abroad') : ''].filter(Boolean).join(' · ');
}

/** What to ask before going: what is told of nobody here, and what was only concluded. */
function asksOf({ way, ask }: Step, { t }: Wording): string[] {
  const asked = ask.flatMap(({ missing }) => missing.map(({ fact, reason }) => sayAsk(fact, reason, t)));
  return [...new Set([...asked, ...(way.basis === 'proposed' ? [t('portal.papers.proposed')] : [])])];
}

function stepOf(step: Step, wording: Wording): PaperStepModel {
  const { way } = step;
  return {
    id: publicId(step.document), paper: wording.paper(step.document), where: whereOf(way, wording),
    bring: step.bring.length > 0 ? step.bring.map(({ document }) => wording.paper(document)).join(', ') : bringNothing(way, wording),
    takes: daysWords(way, wording), costs: costWords(way, wording), holds: validityWords(way, wording), asks: asksOf(step, wording),
    notes: way.words.map((word) => neutral(word[wording.locale], wording.locale)).filter(Boolean), asOf: way.asOf,
  };
}

const planModel = (plan: Plan, wording: Wording) => ({ steps: plan.steps.map((step) => stepOf(step, wording)), total: totalWords(plan, wording) });

/** What is sure stands first; what is only for some stands below as another way. */
function plansOf({ plan, sure }: PaperPath): Plan[] {
  if (plan.steps.length === 0) return [];
  return sure !== null && sure.without.length === 0 ? [sure.plan, plan] : [plan];
}

/** The way to the paper that was chosen, by its id; null where none was. */
export function paperWay(ctx: Ctx, query: PortalQuery, documents: readonly DocumentType[]): PaperWayModel | null {
  const wanted = documents.find((d) => d.id === query.para && isPersonalPaper(d));
  if (!wanted) return null;
  const wording = wordingOf(ctx, query, documents);
  const path = planPapers(
    { goals: [wanted.id], facts: factsOf(ctx, query), lapses: {}, today: dayIn(ctx.pack.info.timeZone, ctx.now), mayReadRestricted: false, services: [] }, paperWays(ctx.pack),
  );
  return { paper: wording.paper(wanted.id), held: path.held.length > 0, plans: plansOf(path).map((plan) => planModel(plan, wording)) };
}
