/** Who may close a case because it goes on in another case of the same person. Whoever is not named here may not. */
import type { Role } from '#kernel/codes';
import type { CaseState } from '../schema.ts';

/** A case in sight, as far as the decision looks at it. */
export interface JoinSide { readonly caseId: string; readonly personId: string; readonly officeId: string; readonly state: CaseState }

interface Who { readonly role: Role; readonly officeId: string | null }

/** Supervision for any two that it sees; an officer gives away a case of the own office, and takes nobody else's. */
export function mayJoin(who: Who, closing: JoinSide, goingOn: JoinSide): boolean {
  if (closing.state === 'closed' || goingOn.state === 'closed' || closing.personId === goingOn.personId) return false;
  return who.role === 'supervisor' || ((who.role === 'window' || who.role === 'protection') && closing.officeId === who.officeId);
}
