import { dropDraft, readDraft, writeDraft } from '#ui';
import { DraftContent, type ReferralDraft } from '../../drafts/schema.ts';

/** What a referral that is being written is about. */
export interface About { readonly caseId: string; readonly needId: string; readonly serviceId: string }

/** Names the words of this tab that have not reached the server. The server's draft is the one that counts; these wait until it has them. */
export const keyOf = ({ needId, serviceId }: Pick<About, 'needId' | 'serviceId'>): string => `referrals.draft.${needId}.${serviceId}`;

/** Keeps them in the tab, with the number of the draft that they change. */
export function keepInTab(about: About, seq: number, content: DraftContent): void {
  writeDraft(keyOf(about), { seq, content });
}

export function dropFromTab(about: About): void {
  dropDraft(keyOf(about));
}

interface Start {
  /** What the form begins with. */
  readonly content: DraftContent | null;
  /** Words of this tab that a colleague has overtaken: shown and offered, and nobody's draft until somebody takes them. */
  readonly aside: DraftContent | null;
}

const NOTHING = { seq: 0, content: null };

/** What to begin with: the server's draft, or the words of this tab that were to change exactly that one. */
export function startOf(about: About, draft: ReferralDraft['draft']): Start {
  const begin = draft ?? NOTHING;
  const kept = readDraft(keyOf(about)) as { seq?: unknown; content?: unknown } | null;
  const own = DraftContent.safeParse(kept?.content);
  if (!own.success) return { content: begin.content, aside: null };
  return kept?.seq === begin.seq ? { content: own.data, aside: null } : { content: begin.content, aside: own.data };
}
