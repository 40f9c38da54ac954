import { officesSlice } from '#access';
import { assessmentSlice } from '#assessment';
import { directorySlice, papersSlice, rightsSlice, samplePeopleSlice, travelSlice, upkeepSlice } from '#directory';
import { circleFaults, feedbackSlice } from '#feedback';
import { PackError, type Pack, type Slice } from '#platform/country';
import { conferenceSlice, planSlice, plansSlice } from '#plans';
import { protectionSlice } from '#protection';
import { receptionSlice } from '#reception';
import { referralsSlice } from '#referrals';
import { registrySlice } from '#registry';

/** What every room lets a country set; all of it is checked before a start goes on. */
export const allSlices: readonly Slice<unknown>[] = [
  officesSlice, registrySlice, directorySlice, travelSlice, upkeepSlice, rightsSlice, papersSlice, samplePeopleSlice, receptionSlice, assessmentSlice, protectionSlice, referralsSlice,
  plansSlice, planSlice, conferenceSlice, feedbackSlice,
];

function faultOf(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof PackError) return [error.message];
    throw error;
  }
}

/** Everything that is wrong with what a country set, each with its file: first what a file says, then what several of them say together. */
export function packFaults(pack: Pack): string[] {
  const faults = allSlices.flatMap((slice) => faultOf(() => pack.slice(slice)));
  return faults.length > 0 ? faults : circleFaults(pack);
}

/** Reads every slice of a pack; the first fault stops with its file and line. */
export function readWholePack(pack: Pack): void {
  const [fault] = packFaults(pack);
  if (fault !== undefined) throw new PackError(fault);
}
