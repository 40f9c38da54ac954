import { Button, ButtonRow, Select, useText } from '#ui';
import { ConditionRow, PartButtons } from './condition-row.tsx';
import { JOINS, type DraftGroup, type DraftNode } from './draft.ts';
import { FindingLines } from './finding-lines.tsx';
import type { TreeTools } from './tree-tools.ts';

interface GroupProps {
  readonly group: DraftGroup;
  readonly tools: TreeTools;
  /** Absent for the whole. */
  readonly place?: { readonly first: boolean; readonly last: boolean };
}

/** Id of the button that adds a condition to a group: the focus goes there when a part is taken out. */
export const addButtonId = (groupId: number): string => `directory-criteria-add-${groupId}`;

/** A group of conditions: all, at least one, none, or not all at once. */
export function GroupBox({ group, tools, place }: GroupProps) {
  const { t } = useText();
  const at = tools.positions.get(group.id) ?? '';
  const own = tools.findings.filter((one) => one.node === group.id);
  return (
    <fieldset className={place ? 'directory-criteria__group' : 'directory-criteria__group directory-criteria__group--whole'}>
      <legend className="ui-hidden">{place ? t('directory.conditions.group', { at }) : t('directory.conditions.whole')}</legend>
      <div className="directory-criteria__head">
        {place ? <span className="directory-criteria__number" aria-hidden="true">{at}</span> : null}
        <Select name={`join-${group.id}`} label={t('directory.conditions.join')} value={group.join} width="full"
          options={JOINS.map((join) => ({ value: join, label: t(`directory.conditions.join.${join}`) }))}
          onChange={(join) => tools.change(group.id, (node) => ({ ...(node as DraftGroup), join: join ?? group.join }))} />
        {place ? <PartButtons id={group.id} at={at} tools={tools} place={place} /> : null}
      </div>
      <FindingLines findings={own} open={tools.open.has(group.id)} />
      {group.kids.length > 0 ? <ol className="directory-criteria__parts">{group.kids.map((kid, i) => <Part key={kid.id} node={kid} tools={tools} place={{ first: i === 0, last: i === group.kids.length - 1 }} />)}</ol> : null}
      <ButtonRow>
        <Button id={addButtonId(group.id)} size="small" icon="plus" {...(place ? {} : { shortcut: 'alt+c' })} onClick={() => tools.add(group.id, 'leaf')}>{t('directory.conditions.add')}</Button>
        <Button size="small" look="quiet" icon="plus" {...(place ? {} : { shortcut: 'alt+g' })} onClick={() => tools.add(group.id, 'group')}>{t('directory.conditions.add-group')}</Button>
      </ButtonRow>
    </fieldset>
  );
}

function Part({ node, tools, place }: { readonly node: DraftNode; readonly tools: TreeTools; readonly place: { readonly first: boolean; readonly last: boolean } }) {
  if (node.kind === 'leaf') return <ConditionRow leaf={node} tools={tools} place={place} />;
  return <li className="directory-criteria__part"><GroupBox group={node} tools={tools} place={place} /></li>;
}
