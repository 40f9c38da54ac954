/** The person, the household, the community, institutions and laws: the levels at which risk and help are looked at. */
export const NEED_LEVELS = ['individual', 'household', 'community', 'structural'] as const;
export type NeedLevel = (typeof NEED_LEVELS)[number];
