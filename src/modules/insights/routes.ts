import { type Route, routesOf } from '#platform/http';
import { insightsPolicy } from './policy.ts';
import { CasesWithoutStep, Gaps, Indicators, Published, Span, Summary, Year } from './schema.ts';
import * as service from './service.ts';

const defineRoute = routesOf(insightsPolicy);
const NOBODY = 'none: counts without identity' as const;

export const insightsRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET', path: '/api/insights/summary', summary: 'What was done in some days and what is open now, each number with its list',
    permission: 'insights.summary', audience: 'signed-in', purpose: 'supervision', audit: NOBODY,
    query: Span, response: Summary,
    handler: (ctx, { query }) => service.summary(ctx, query),
  }),
  defineRoute({
    method: 'GET', path: '/api/insights/cases-without-step', summary: 'The open cases that have no planned contact and no referral under way',
    permission: 'insights.cases-without-step', audience: 'signed-in', purpose: 'supervision', audit: { kind: 'work-list', id: () => 'without-step' },
    response: CasesWithoutStep, handler: (ctx) => service.casesWithoutStep(ctx),
  }),
  defineRoute({
    method: 'GET', path: '/api/insights/indicators', summary: 'Indicators of a year and its quarters, small figures hidden',
    permission: 'insights.indicators', audience: 'signed-in', purpose: 'statistics', audit: NOBODY,
    query: Year, response: Indicators,
    handler: (ctx, { query }) => service.indicators(ctx, query.year),
  }),
  defineRoute({
    method: 'GET', path: '/api/insights/gaps', summary: 'Open needs for which the directory has nothing, by kind and municipality',
    permission: 'insights.gaps', audience: 'signed-in', purpose: 'statistics', audit: NOBODY,
    response: Gaps, handler: (ctx) => service.gaps(ctx),
  }),
  defineRoute({
    method: 'GET', path: '/api/insights/published', summary: 'Figures of published reports, with source and kind of year',
    permission: 'insights.published', audience: 'signed-in', purpose: 'statistics', audit: 'none: published figures',
    response: Published,
    handler: (ctx) => Promise.resolve(service.publishedFigures(ctx)),
  }),
];
