import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Criteria } from '#kernel/criteria';
import type { ApiError } from '#platform/client';
import { dropDraft, markUnsaved, readDraft as keptDraft, useNotify, useText, useToday, writeDraft } from '#ui';
import type { CriteriaHistory, CriteriaVersion } from '../../criteria-schema.ts';
import { saveVersion } from './data.ts';
import { draftOf, type DraftGroup } from './draft.ts';

/** A version as it is being written. */
export interface VersionDraft {
  readonly root: DraftGroup;
  readonly from: string;
  readonly until: string | null;
  readonly reason: string;
  /** The newest version that its author saw. */
  readonly basedOn: number;
}

const newestOf = (history: CriteriaHistory): number => history.versions[0]?.version ?? 0;

/** What is typed stays through reloads and refusals, under the name of who typed it; it goes when it was saved or given up. */
export function useVersionDraft(history: CriteriaHistory, inForce: Criteria | null) {
  const { t } = useText();
  const today = useToday();
  const notify = useNotify();
  const id = `directory.criteria.${history.serviceId}`;
  const fresh = (basedOn: number, criteria: Criteria | null): VersionDraft => ({ root: draftOf(criteria), from: today, until: null, reason: '', basedOn });
  const [start] = useState(() => keptDraft(id) as VersionDraft | null);
  const [draft, setDraft] = useState<VersionDraft>(() => start ?? fresh(newestOf(history), inForce));
  const [dirty, setDirty] = useState(start !== null);
  const save = useMutation<{ version: number }, ApiError, Criteria>({
    mutationFn: (criteria) => saveVersion(history.serviceId, { basedOn: draft.basedOn, criteria, from: draft.from, until: draft.until, reason: draft.reason }),
    onSuccess: ({ version }, criteria) => {
      dropDraft(id);
      setDirty(false);
      setDraft(fresh(version, criteria));
      notify({ tone: 'success', text: t('directory.conditions.saved', { n: version }) });
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
    /** Versions that somebody else saved meanwhile, newest first. */
    missed: history.versions.filter((one) => one.version > draft.basedOn),
    startFrom: (version: CriteriaVersion) => set({ root: draftOf(version.criteria as Criteria | null), basedOn: newestOf(history) }),
    keepMine: () => { save.reset(); set({ basedOn: newestOf(history) }); },
    giveUp: () => {
      dropDraft(id);
      save.reset();
      setDirty(false);
      setDraft(fresh(newestOf(history), inForce));
    },
  };
}
