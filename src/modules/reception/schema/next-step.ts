export const NEXT_STEPS = ['destinationWindow', 'shelterTonight', 'healthNow', 'childProtection', 'familyPickup', 'transportHome'] as const;
/** What the person does when they leave the centre. */
export type NextStep = (typeof NEXT_STEPS)[number];
