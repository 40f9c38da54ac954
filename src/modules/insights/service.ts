import { listOffices } from '#access';
import { directorySlice, needCatalog } from '#directory';
import { refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { roomForFigures } from '#platform/db';
import { type Indicator, STRICT_FAMILIES } from './indicators.ts';
import { exactGaps, protectedGaps } from './gaps.ts';
import { organizationNames, whenOf } from './names.ts';
import { published } from './published.ts';
import * as repository from './repository.ts';
import type { Count, Division, Gaps, Indicators, Published, Span, Summary } from './schema.ts';
import { publishedTables, type ThresholdOf } from './tables.ts';

const LONGEST_DAYS = 366 * 5;

const count = (code: string, value: number, href: string | null = null): Count => ({ code, value, href });

function periodList(p: repository.PeriodCounts): Count[] {
  return [
    count('returns', p.returns), count('people-returned', p.people), count('people-returning-again', p.again), count('arrivals-expected', p.expected), count('arrivals-came', p.came), count('cases-opened', p.opened),
    count('needs-found', p.found), count('needs-met', p.met), count('referrals-sent', p.sent), count('referrals-answered', p.answered),
    ...(p.days === null ? [] : [count('days-to-answer', Math.round(p.days * 10) / 10)]), count('contacts-made', p.contacts),
  ];
}

/** Numbers of what is open; each leads to the list that it counts. */
function nowList(n: repository.NowCounts): Count[] {
  return [
    count('cases-open', n.cases, '/app/cases?list=office'), count('cases-overdue', n.waitingCases, '/app/cases?list=untaken'),
    count('cases-without-step', n.withoutStep, '/app/counts/cases?list=without-step'),
    count('referrals-returned', n.returned, '/app/referrals?list=returned'), count('referrals-unanswered', n.unanswered, '/app/referrals?list=unanswered'),
    count('referrals-waiting', n.waiting, '/app/referrals?list=waiting'), count('referrals-outcome', n.outcomes, '/app/referrals?list=answered'),
    count('contacts-overdue', n.overdue, '/app/follow-ups?list=overdue'), count('contacts-today', n.dueToday, '/app/follow-ups?list=today'),
    count('contacts-escalated', n.escalated, '/app/follow-ups?list=escalated'), count('contacts-lost', n.lost, '/app/follow-ups?list=lost'),
  ];
}

/** What was done in some days and what is open now; exact, for whoever may open the lists behind it. */
export async function summary(ctx: Ctx, span: Span): Promise<Summary> {
  await roomForFigures(ctx.tx);
  if (span.to < span.from || (Date.parse(span.to) - Date.parse(span.from)) / 86_400_000 > LONGEST_DAYS) throw refuse('insights.span-impossible', { field: 'to', status: 400 });
  const { actor, tx } = ctx;
  const when = whenOf(ctx);
  const labels = new Map(needCatalog(ctx).map((n) => [n.code, { es: n.labelEs, en: n.labelEn }]));
  const names = await organizationNames(ctx);
  const points = await pointNames(ctx);
  const lines = (rows: readonly repository.StateCount[]) => rows.map((r) => ({ ...r, label: null, href: null }));
  return {
    ...span,
    period: periodList(await repository.periodCounts(actor, tx, span, when)),
    now: nowList(await repository.nowCounts(actor, tx, when)),
    needs: (await repository.needCounts(actor, tx, span)).map((n) => ({ ...n, label: labels.get(n.code) ?? null })),
    referralsByState: lines(await repository.referralStates(actor, tx, span, when)),
    followUps: lines(await repository.contactStates(actor, tx, span, when)),
    byMonth: (await repository.arrivalCounts(actor, tx, span, when, 'month')).map((row) => ({ ...row, label: null })),
    byPoint: (await repository.arrivalCounts(actor, tx, span, when, 'point')).map((row) => ({ ...row, label: points.get(row.key) ?? null })),
    providers: (await repository.providerCounts(actor, tx, span, when)).map((p) => ({ ...p, organization: names.get(p.organization) ?? p.organization })),
  };
}

const STANDARD_FROM = 5;
const STRICT_FROM = 10;
const STRICT_VALUES: ReadonlySet<string> = new Set(['ageGroup child', 'variant children']);

/** Needs of protection, health and family, and secret ones. */
const strictNeeds = (ctx: Ctx): ReadonlySet<string> => new Set(needCatalog(ctx).filter((n) => STRICT_FAMILIES.has(n.family)).map((n) => n.code)).add('reserved');

/** Children, needs of protection, health and family, and a single point (which may receive nobody but children) are shown from ten; everything else from five. */
function thresholds(ctx: Ctx): ThresholdOf {
  const strict = strictNeeds(ctx);
  return (indicator: Indicator, division: Division | null, value: string | null) => {
    const isStrict = indicator.disclosure === 'strict' || division === 'point' || (value !== null && (division === 'need' ? strict.has(value) : STRICT_VALUES.has(`${division ?? ''} ${value}`)));
    return isStrict ? STRICT_FROM : STANDARD_FROM;
  };
}

const LISTED: Partial<Record<Division, readonly string[]>> = {
  sex: ['F', 'M'], ageGroup: ['child', 'adult', 'older'], returnKind: ['deported', 'assistedVoluntary', 'independentVoluntary'],
  mode: ['air', 'land'], variant: ['adults', 'children', 'families'],
  contactState: ['done', 'overdue', 'lost'], feedbackKind: ['suggestion', 'praise', 'service', 'staff', 'discrimination', 'data', 'reserved'],
};

/** The indicators of a year, quarters and year together, with small figures hidden. */
export async function indicators(ctx: Ctx, year: number): Promise<Indicators> {
  await roomForFigures(ctx.tx);
  const counted = await repository.yearCounts(ctx.actor, ctx.tx, year, whenOf(ctx));
  const months = Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);
  const { figures, hidden } = publishedTables(counted, { thresholdOf: thresholds(ctx), listed: (division) => (division === 'month' ? months : LISTED[division] ?? []) });
  const points = await pointNames(ctx);
  const labels = new Map(needCatalog(ctx).map((n) => [n.code, { es: n.labelEs, en: n.labelEn }]));
  return {
    year, hidden,
    indicators: figures.map((f) => ({
      ...f, tables: f.tables.map((t) => ({ ...t, rows: t.rows.map((r) => ({ ...r, label: (t.division === 'need' ? labels : t.division === 'point' ? points : null)?.get(r.key) ?? null })) })),
    })),
  };
}

/** Open needs for which the directory has nothing: what whoever runs services should know. */
export async function gaps(ctx: Ctx): Promise<Gaps> {
  await roomForFigures(ctx.tx);
  const counts = await repository.gapCounts(ctx.actor, ctx.tx);
  const exact = ctx.actor.role === 'supervisor';
  const strict = strictNeeds(ctx);
  const labels = new Map(needCatalog(ctx).map((n) => [n.code, { es: n.labelEs, en: n.labelEn }]));
  const rows = exact ? exactGaps(counts) : protectedGaps(counts, (need) => (strict.has(need) ? STRICT_FROM : STANDARD_FROM));
  return {
    exact,
    rows: rows.map((row) => ({ ...row, label: labels.get(row.need) ?? null, places: row.places.map((p) => ({ ...p, name: ctx.pack.places.get(p.admin2)?.name ?? p.admin2 })) })),
  };
}

interface Words { readonly es: string; readonly en: string }

/** Offices where people arrive or where a return is noted, by name. */
async function pointNames(ctx: Ctx): Promise<ReadonlyMap<string, Words>> {
  return new Map((await listOffices(ctx)).map((o) => [o.id, { es: o.nameEs, en: o.nameEn }]));
}

/** Figures of published reports, their sources by title; beside own data, never in it. */
export function publishedFigures(ctx: Ctx): Published {
  const titles = Object.entries(ctx.pack.slice(directorySlice).sources);
  const titled = <F extends { source: string }>(figure: F): F => ({ ...figure, source: titles.reduce((text, [id, title]) => text.replaceAll(id, title), figure.source) });
  const { series, coverage, warnings } = published();
  return {
    warnings,
    series: series.map((s) => ({ ...s, figures: s.figures.map(titled) })),
    coverage: coverage && { ...coverage, reached: titled(coverage.reached), base: titled(coverage.base) },
  };
}
