import { type Route, routesOf } from '#platform/http';
import { insightsPolicy } from './policy.ts';
import { CaseListPage, CaseListQuery, CountedAnew, Gaps, GoalFigures, Indicators, Published, SearchCases, Span, Summary, Supervision, WhenCounted, Year } from './schema.ts';
import * as service from './service.ts';
import { protectedBoard } from './goals.ts';
import { goalCounts } from './goals-repository.ts';
import { countedSummary, countedSupervision } from './kept.ts';
import { casesOfList } from './supervision.ts';

const defineRoute = routesOf(insightsPolicy);
const NOBODY = 'none: counts without identity' as const;

export const insightsRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET', path: '/api/insights/summary', summary: 'What was done in some days and what is open now, each number with its list',
    permission: 'insights.summary', audience: 'signed-in', purpose: 'supervision', audit: NOBODY,
    query: Span.extend(CountedAnew.shape), response: Summary.extend(WhenCounted.shape),
    handler: (ctx, { query }) => countedSummary(ctx, query),
  }),
  defineRoute({
    method: 'GET', path: '/api/insights/supervision', summary: 'Who holds how many cases, what is late, what records lack, who does not answer, and survey means',
    permission: 'insights.summary', audience: 'signed-in', purpose: 'supervision', audit: NOBODY,
    query: CountedAnew, response: Supervision.extend(WhenCounted.shape), handler: (ctx, { query }) => countedSupervision(ctx, query),
  }),
  defineRoute({
    method: 'GET', path: '/api/insights/cases', summary: 'The open cases that a number of supervision counts',
    permission: 'insights.cases', audience: 'signed-in', purpose: 'supervision', audit: { kind: 'work-list', id: ({ query }) => query.list },
    query: CaseListQuery, response: CaseListPage, handler: (ctx, { query }) => casesOfList(ctx, query),
  }),
  defineRoute({
    method: 'POST', path: '/api/insights/cases/search', reads: true, summary: 'The cases of such a list whose person bears these names',
    permission: 'insights.cases', audience: 'signed-in', purpose: 'supervision', audit: { kind: 'work-list', id: ({ body }) => body.list },
    body: SearchCases, response: CaseListPage, handler: (ctx, { body }) => casesOfList(ctx, body),
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
    method: 'GET', path: '/api/insights/goals', summary: 'How many people work towards an open goal, by dimension and level, in whole tens',
    permission: 'insights.goals', audience: 'signed-in', purpose: 'statistics', audit: NOBODY,
    response: GoalFigures, handler: async (ctx) => protectedBoard(await goalCounts(ctx.actor, ctx.tx)),
  }),
  defineRoute({
    method: 'GET', path: '/api/insights/published', summary: 'Figures of published reports, with source and kind of year',
    permission: 'insights.published', audience: 'signed-in', purpose: 'statistics', audit: 'none: published figures',
    response: Published,
    handler: (ctx) => Promise.resolve(service.publishedFigures(ctx)),
  }),
];
