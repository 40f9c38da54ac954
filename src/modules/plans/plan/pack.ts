/** What a country may set of the plan: templates, the steps that come first, when a plan is looked at again. */
import { defineSlice } from '#platform/country';
import { planPackSchema, type PlanPack } from './schema.ts';

export const planSlice = defineSlice<PlanPack>('plan', planPackSchema);
