interface OnPaper {
  /** Needs that are known not to be secret. */
  readonly needs: ReadonlySet<string>;
  /** Services that may be named. */
  readonly services: ReadonlySet<string>;
}

/** Whether a referral may stand on a paper: neither its need nor its service is for the closed circle alone, for either of them tells of the other. What nobody knows does not stand there. */
export function printable(referral: { readonly needId: string; readonly serviceId: string }, { needs, services }: OnPaper): boolean {
  return needs.has(referral.needId) && services.has(referral.serviceId);
}
