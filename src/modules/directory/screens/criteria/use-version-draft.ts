import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Criteria } from '#kernel/criteria';
import type { ApiError } from '#platform/client';
import { dropDraft, markUnsaved, readDraft as keptDraft, useNavigate, useNotify, useText, useToday, writeDraft } from '#ui';
import type { CriteriaHistory, ProposeCriteria } from '../../criteria-schema.ts';
import type { Conditions } from '../../matching/preview.ts';
import { proposeVersion } from './data.ts';
import { partsDraftOf, type PartsDraft } from './parts.ts';

type EvidenceKind = ProposeCriteria['evidence']['kind'];

/** Conditions as they are being written. */
export interface VersionDraft extends PartsDraft {
  readonly from: string;
  readonly until: string | null;
  readonly reason: string;
  readonly evidenceKind: EvidenceKind | null;
  readonly evidence: string;
  /** The newest version that its author saw. */
  readonly basedOn: number;
}

/** Conditions to begin with: of a version, or of what somebody proposed. */
export interface Beginning { readonly criteria: unknown; readonly needCriteria: Readonly<Record<string, unknown>> }

const newestOf = (history: CriteriaHistory): number => history.versions[0]?.version ?? 0;
const partsOf = ({ criteria, needCriteria }: Beginning): PartsDraft => partsDraftOf(criteria as Criteria | null, needCriteria);

function useStart(id: string, inForce: Beginning): VersionDraft | null {
  // What was kept before parts by need could be written has none of them: those in force stay.
  const [start] = useState(() => { const kept = keptDraft(id) as Pick<VersionDraft, 'root' | 'from' | 'until' | 'reason' | 'basedOn'> | null; return kept && { ...partsOf(inForce), evidenceKind: null, evidence: '', ...kept }; });
  return start;
}

/** What is typed stays through reloads and refusals, under the name of who typed it; it goes when it was proposed or given up. */
export function useVersionDraft(history: CriteriaHistory, inForce: Beginning) {
  const { t } = useText();
  const today = useToday();
  const notify = useNotify();
  const navigate = useNavigate();
  const id = `directory.criteria.${history.serviceId}`;
  const fresh = (): VersionDraft => ({ ...partsOf(inForce), from: today, until: null, reason: '', evidenceKind: null, evidence: '', basedOn: newestOf(history) });
  const start = useStart(id, inForce);
  const [draft, setDraft] = useState<VersionDraft>(() => start ?? fresh());
  const [dirty, setDirty] = useState(start !== null);
  const save = useMutation<{ proposalId: string }, ApiError, { readonly conditions: Conditions; readonly evidenceKind: EvidenceKind }>({
    mutationFn: ({ conditions, evidenceKind }) => {
      const { basedOn, from, until, reason, evidence } = draft;
      const { criteria, needCriteria } = conditions as unknown as Pick<ProposeCriteria, 'criteria' | 'needCriteria'>;
      return proposeVersion(history.serviceId, { basedOn, criteria, needCriteria, from, until, reason, evidence: { kind: evidenceKind, text: evidence } });
    },
    onSuccess: ({ proposalId }) => {
      dropDraft(id);
      markUnsaved(id, false);
      setDirty(false);
      notify({ tone: 'success', text: t('directory.keep.proposed') });
      navigate(`/app/directory/keep/proposals/${proposalId}`);
    },
    // Shown at the form, with everything that was typed.
    onError: () => undefined,
  });
  useEffect(() => { if (dirty) writeDraft(id, draft); }, [id, draft, dirty]);
  useEffect(() => {
    markUnsaved(id, dirty);
    return () => markUnsaved(id, false);
  }, [id, dirty]);
  const set = (changes: Partial<VersionDraft>): void => {
    setDirty(true);
    setDraft((now) => ({ ...now, ...changes }));
  };
  return {
    draft, dirty, save, set,
    restored: start !== null && dirty,
    /** Versions that came into force meanwhile, newest first. */
    missed: history.versions.filter((one) => one.version > draft.basedOn),
    startFrom: (beginning: Beginning) => set({ ...partsOf(beginning), basedOn: newestOf(history) }),
    keepMine: () => { save.reset(); set({ basedOn: newestOf(history) }); },
    giveUp: () => {
      dropDraft(id);
      save.reset();
      setDirty(false);
      setDraft(fresh());
    },
  };
}
