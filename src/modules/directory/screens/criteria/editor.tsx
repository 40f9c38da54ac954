import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { CountryCode } from '#kernel/codes';
import type { Criteria } from '#kernel/criteria';
import { useSession } from '#access/screens';
import { Banner, Button, Card, Select, SplitView, Stack, useText } from '#ui';
import { offerAnywhere } from '../../offers.ts';
import type { Service } from '../../schema.ts';
import { useNeeds } from '../data.ts';
import { useServiceWords } from '../words.ts';
import { Conflict } from './conflict.tsx';
import { added, changed, freshId, moved, readDraft, type DraftGroup } from './draft.ts';
import { FindingLines } from './finding-lines.tsx';
import { findingsIn } from './findings.ts';
import { addButtonId, GroupBox } from './group-box.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { SaveForm } from './save-form.tsx';
import { SentenceCard } from './sentence-card.tsx';
import type { TreeTools } from './tree-tools.ts';
import { useVersionDraft } from './use-version-draft.ts';

interface EditorProps {
  readonly service: Service;
  readonly state: ReturnType<typeof useVersionDraft>;
}

/** The group in which a part stands. */
function groupWith(group: DraftGroup, id: number): DraftGroup | null {
  if (group.kids.some((kid) => kid.id === id)) return group;
  return group.kids.reduce<DraftGroup | null>((found, kid) => found ?? (kid.kind === 'group' ? groupWith(kid, id) : null), null);
}

/** Where the focus goes after the form changed its shape: to the new condition, or to the group that lost one. */
function useTree({ state }: EditorProps): Pick<TreeTools, 'fresh' | 'change' | 'add' | 'move' | 'remove'> {
  const [fresh, setFresh] = useState<number | null>(null);
  const [back, setBack] = useState<number | null>(null);
  useEffect(() => {
    if (back === null) return;
    document.getElementById(addButtonId(back))?.focus();
    setBack(null);
  }, [back]);
  const { root } = state.draft;
  return {
    fresh,
    change: (id, change) => state.set({ root: changed(root, id, change) }),
    add: (groupId, kind) => { setFresh(freshId(root)); state.set({ root: added(root, groupId, kind) }); },
    move: (id, by) => state.set({ root: moved(root, id, by) }),
    remove: (id) => { setBack(groupWith(root, id)?.id ?? root.id); state.set({ root: changed(root, id, () => null) }); },
  };
}

/** Conditions as a form, with what they say in both languages, what is wrong with them, and what they would do. */
export function ConditionsEditor(props: EditorProps) {
  const { t } = useText();
  const { service, state } = props;
  const { actor } = useSession();
  const { draft } = state;
  const tree = useTree(props);
  // Typing comes first; what is worked out from it follows.
  const shown = useDeferredValue(draft.root);
  const read = useMemo(() => readDraft(shown), [shown]);
  const findings = useMemo(() => findingsIn(service, read), [service, read]);
  const tools: TreeTools = { t, ...tree, positions: read.positions, open: read.open, findings };
  const offer = useMemo(() => offerAnywhere(actor.country as CountryCode, service), [actor.country, service]);
  const [need, setNeed] = useState(service.serviceTypes[0]!);
  const now = service.criteria as Criteria | null;
  return (
    <Stack>
      <Conflict state={state} draftCriteria={read.criteria} />
      {state.restored ? <Banner tone="info" action={<Button size="small" onClick={state.giveUp}>{t('directory.conditions.give-up')}</Button>}>{t('directory.conditions.restored')}</Banner> : null}
      <SplitView side="end" list={
        <Stack>
          <SentenceCard criteria={read.criteria} open={read.open.size} />
          <NeedChoice service={service} need={need} onChange={setNeed} />
          <PreviewPanel offer={offer} needCode={need} before={now} after={read.criteria} />
        </Stack>
      }>
        <Card title={t('directory.conditions.write')} icon="edit">
          <Stack>
            <div role="status"><FindingLines findings={findings.filter((one) => one.node === null)} /></div>
            <GroupBox group={draft.root} tools={tools} />
            <SaveForm state={state} criteria={read.criteria} stopped={read.open.size > 0 || findings.some((one) => one.stops)} />
          </Stack>
        </Card>
      </SplitView>
    </Stack>
  );
}

/** Where conditions differ by need, the preview is of one need. */
function NeedChoice({ service, need, onChange }: { readonly service: Service; readonly need: string; onChange(need: string): void }) {
  const { t } = useText();
  const words = useServiceWords();
  const needs = useNeeds();
  if (Object.keys(service.needCriteria).length === 0) return null;
  const label = (code: string): string => { const found = needs.data?.needs.find((one) => one.code === code); return found ? words.need(found) : code; };
  return <Select name="need" label={t('directory.conditions.need')} hint={t('directory.conditions.need-hint')} value={need} width="full" onChange={(code) => onChange(code ?? need)} options={service.serviceTypes.map((code) => ({ value: code, label: label(code) }))} />;
}
