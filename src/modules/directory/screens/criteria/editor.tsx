import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { CountryCode } from '#kernel/codes';
import { useSession } from '#access/screens';
import { Banner, Button, Card, Select, SplitView, Stack, useText } from '#ui';
import { offerAnywhere } from '../../offers.ts';
import type { Service } from '../../schema.ts';
import { Conflict } from './conflict.tsx';
import { added, changed, freshId, moved, readDraft, type DraftGroup } from './draft.ts';
import { FindingLines } from './finding-lines.tsx';
import { findingsIn } from './findings.ts';
import { addButtonId, GroupBox } from './group-box.tsx';
import { useNeedName } from './names.ts';
import { NeedChoice } from './need-choice.tsx';
import { partOf, readParts, withPart, type PartName } from './parts.ts';
import { conditionsOf, PreviewPanel } from './preview-panel.tsx';
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
function useTree({ state }: EditorProps, part: PartName): Pick<TreeTools, 'fresh' | 'change' | 'add' | 'move' | 'remove'> {
  const [fresh, setFresh] = useState<number | null>(null);
  const [back, setBack] = useState<number | null>(null);
  useEffect(() => {
    if (back === null) return;
    document.getElementById(addButtonId(back))?.focus();
    setBack(null);
  }, [back]);
  const root = partOf(state.draft, part);
  const put = (group: DraftGroup): void => { const { root: whole, needs } = withPart(state.draft, part, group); state.set({ root: whole, needs }); };
  return {
    fresh,
    change: (id, change) => put(changed(root, id, change)),
    add: (groupId, kind) => { setFresh(freshId(root)); put(added(root, groupId, kind)); },
    move: (id, by) => put(moved(root, id, by)),
    remove: (id) => { setBack(groupWith(root, id)?.id ?? root.id); put(changed(root, id, () => null)); },
  };
}

/** Conditions as a form, with what they say in both languages, what is wrong with them, and what they would do. */
export function ConditionsEditor(props: EditorProps) {
  const { t } = useText();
  const { service, state } = props;
  const { actor } = useSession();
  const { draft } = state;
  const [part, setPart] = useState<PartName>(null);
  const tree = useTree(props, part);
  // Typing comes first; what is worked out from it follows.
  const shown = useDeferredValue(draft);
  const read = useMemo(() => readParts(service, shown), [service, shown]);
  const group = partOf(shown, part);
  const here = useMemo(() => { const one = readDraft(group); return { ...one, findings: findingsIn(service, one) }; }, [service, group]);
  const tools: TreeTools = { t, ...tree, positions: here.positions, open: part !== null && group.kids.length === 0 ? new Set() : here.open, findings: here.findings };
  const offer = useMemo(() => offerAnywhere(actor.country as CountryCode, service), [actor.country, service]);
  const [need, setNeed] = useState(service.serviceTypes[0]!);
  return (
    <Stack>
      <Conflict state={state} conditions={read.conditions} />
      {state.restored ? <Banner tone="info" action={<Button size="small" onClick={state.giveUp}>{t('directory.conditions.give-up')}</Button>}>{t('directory.conditions.restored')}</Banner> : null}
      <SplitView side="end" list={
        <Stack>
          <SentenceCard criteria={here.criteria} open={tools.open.size} />
          {part === null ? <NeedChoice service={service} conditions={[conditionsOf(service), read.conditions]} need={need} onChange={setNeed} /> : null}
          <PreviewPanel offer={offer} needCode={part ?? need} before={conditionsOf(service)} after={read.conditions} />
        </Stack>
      }>
        <Card title={t('directory.conditions.write')} icon="edit">
          <Stack>
            <PartChoice service={service} part={part} written={Object.keys(read.needs)} onChange={setPart} />
            <div role="status"><FindingLines findings={here.findings.filter((one) => one.node === null)} /></div>
            <GroupBox key={part ?? ''} group={partOf(draft, part)} tools={tools} />
            <SaveForm state={state} read={read} />
          </Stack>
        </Card>
      </SplitView>
    </Stack>
  );
}

/** No need has this code. */
const WHOLE = '·whole';

interface PartProps { readonly service: Service; readonly part: PartName; readonly written: readonly string[]; onChange(part: PartName): void }

/** Which conditions are on the table: of the whole service, or those that one need asks besides. */
function PartChoice({ service, part, written, onChange }: PartProps) {
  const { t } = useText();
  const nameOf = useNeedName();
  const needs = service.serviceTypes.map((code) => ({ value: code, label: t(written.includes(code) ? 'directory.conditions.part.need-some' : 'directory.conditions.part.need', { need: nameOf(code) }) }));
  return (
    <Select name="part" label={t('directory.conditions.part')} hint={t(part === null ? 'directory.conditions.part.whole-hint' : 'directory.conditions.part.need-hint')} value={part ?? WHOLE} width="full"
      options={[{ value: WHOLE, label: t('directory.conditions.part.whole') }, ...needs]} onChange={(code) => onChange(code === WHOLE ? null : (code ?? null))} />
  );
}
