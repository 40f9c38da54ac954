import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReactNode } from 'react';
import type { PortalQuery } from '#directory';
import type { Ctx } from '#platform/context';

/** Where the pages of a country lie. */
export const COUNTRY = '/:country(^[a-z]{2}$)';

/** A page of the portal before it stands in its frame. */
export interface Page {
  readonly title: string;
  readonly body: ReactNode;
  readonly status?: number;
  /** Another address to go to instead. */
  readonly to?: string;
  /** Text key of what is said about keeping what is typed here. */
  readonly footnote?: string;
}

/** Sends a page that is made for this one request. */
export type Answer = (request: FastifyRequest, reply: FastifyReply, page: (ctx: Ctx, query: PortalQuery) => Promise<Page>) => Promise<FastifyReply>;
