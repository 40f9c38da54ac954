import { officesSlice } from '#access';
import { assessmentSlice } from '#assessment';
import { directorySlice, papersSlice, rightsSlice, travelSlice, upkeepSlice } from '#directory';
import { feedbackSlice } from '#feedback';
import type { Pack, Slice } from '#platform/country';
import { conferenceSlice, planSlice, plansSlice } from '#plans';
import { receptionSlice } from '#reception';
import { referralsSlice } from '#referrals';
import { registrySlice } from '#registry';

/** What every room lets a country set; all of it is checked before a start goes on. */
export const allSlices: readonly Slice<unknown>[] = [officesSlice, registrySlice, directorySlice, travelSlice, upkeepSlice, rightsSlice, papersSlice, receptionSlice, assessmentSlice, referralsSlice, plansSlice, planSlice, conferenceSlice, feedbackSlice];

/** Reads every slice of a pack; the first fault stops with its file and line. */
export function readWholePack(pack: Pack): void {
  for (const slice of allSlices) pack.slice(slice);
}
