import type { Expectation } from './about.ts';
import { access } from './access.ts';
import { assessment } from './assessment.ts';
import { directory } from './directory.ts';
import { documents } from './documents.ts';
import { feedback } from './feedback.ts';
import { insights } from './insights.ts';
import { plans } from './plans.ts';
import { protection } from './protection.ts';
import { reception } from './reception.ts';
import { referrals } from './referrals.ts';
import { registry } from './registry.ts';

const ROOMS = [access, registry, assessment, documents, protection, plans, referrals, reception, directory, feedback, insights];

/** What each route is about, in the order in which they are tried: what ends something from the highest floor down, because higher rooms lean on lower ones. A route that is missing fails the test. */
export const EXPECTATIONS: Readonly<Record<string, Expectation>> = Object.assign(
  {}, ...ROOMS.map((room) => room.reads), ...ROOMS.map((room) => room.changes ?? {}), ...ROOMS.toReversed().map((room) => room.ends ?? {}),
) as Record<string, Expectation>;
