/** What a country may set in this room: the rhythm of follow-up, when a person counts as lost, the weight set of scores. */
import { defineSlice } from '#platform/country';
import { plansPackSchema, type PlansPack } from './schema.ts';

export const plansSlice = defineSlice<PlansPack>('plans', plansPackSchema);
