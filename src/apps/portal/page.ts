import type { ReactNode } from 'react';

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
