import { useMemo } from 'react';
import { operationsOf, type CriterionOp } from '#kernel/criteria';
import { factLabelKey, factQuestionKey } from '#kernel/fact-words';
import { FACT_CODES, factDefinition, factUse, isRestricted, type FactCode } from '#kernel/facts';
import { Combobox, Icon, IconButton, Select, useText } from '#ui';
import { operatedBy, startedWith, type DraftLeaf } from './draft.ts';
import { FindingLines } from './finding-lines.tsx';
import type { TreeTools } from './tree-tools.ts';
import { ValueField } from './value-field.tsx';

/** Operations by which a fact may name the group that a service is meant for; no other use of such a fact is fair. */
const NAMING: ReadonlySet<CriterionOp> = new Set<CriterionOp>(['is', 'in', 'has', 'gte']);

function offered(fact: FactCode, chosen: CriterionOp | null): readonly CriterionOp[] {
  const only = factUse(fact) === 'own-group' && factDefinition(fact).kind !== 'boolean';
  const fits = operationsOf(fact).filter((op) => !only || (factDefinition(fact).kind === 'number' ? op === 'gte' : NAMING.has(op)));
  return chosen && !fits.includes(chosen) ? [...fits, chosen] : fits;
}

/** The question that obtains a fact; of a paper or language, with three dots for its name. */
const questionOf = (t: TreeTools['t'], fact: FactCode): string => t(factQuestionKey(fact), { entry: '…' });

/** Every fact that may stand in a condition, with its question, found by typing either. */
export function useFactOptions() {
  const { t } = useText();
  return useMemo(() => FACT_CODES.filter((code) => factUse(code) !== 'never').map((value) => ({ value, label: t(factLabelKey(value)), note: t(factQuestionKey(value), { entry: '…' }) })), [t]);
}

interface RowProps {
  readonly leaf: DraftLeaf;
  readonly tools: TreeTools;
  readonly place: { readonly first: boolean; readonly last: boolean };
}

/** One condition: what is asked, how it is compared, with what. */
export function ConditionRow({ leaf, tools, place }: RowProps) {
  const { t } = useText();
  const facts = useFactOptions();
  const at = tools.positions.get(leaf.id) ?? '';
  const set = (next: DraftLeaf): void => tools.change(leaf.id, () => next);
  return (
    <li className="directory-criteria__part" aria-label={t('directory.conditions.condition', { at })}>
      <div className="directory-criteria__leaf">
        <span className="directory-criteria__number" aria-hidden="true">{at}</span>
        <div className="directory-criteria__fields">
          <Combobox name={`fact-${leaf.id}`} label={t('directory.conditions.fact')} options={facts} value={leaf.fact} autoFocus={tools.fresh === leaf.id}
            onChange={(fact) => set(startedWith(leaf, (fact as FactCode | undefined) ?? null))} />
          {leaf.fact ? <Compared leaf={{ ...leaf, fact: leaf.fact }} set={set} /> : null}
        </div>
        <PartButtons id={leaf.id} at={at} tools={tools} place={place} />
      </div>
      {leaf.fact ? <Hints fact={leaf.fact} t={tools.t} /> : null}
      <FindingLines findings={tools.findings.filter((one) => one.node === leaf.id)} open={tools.open.has(leaf.id)} />
    </li>
  );
}

function Compared({ leaf, set }: { readonly leaf: DraftLeaf & { readonly fact: FactCode }; readonly set: (next: DraftLeaf) => void }) {
  const { t } = useText();
  const ops = offered(leaf.fact, leaf.op);
  const plain = factDefinition(leaf.fact).kind === 'boolean';
  return (
    <>
      {plain ? null : (
        <Select name={`op-${leaf.id}`} label={t('directory.conditions.op')} value={leaf.op} onChange={(op) => set(operatedBy(leaf, op ?? null))} width="full"
          options={ops.map((op) => ({ value: op, label: t(`directory.conditions.op.${op}`) }))} />
      )}
      {leaf.op || plain ? <ValueField key={`${leaf.fact} ${leaf.op}`} leaf={leaf} onChange={(changes) => set({ ...leaf, ...changes })} /> : null}
    </>
  );
}

/** How it is asked, who may read the answer, what it may be used for. */
function Hints({ fact, t }: { readonly fact: FactCode; readonly t: TreeTools['t'] }) {
  return (
    <div className="directory-criteria__hints">
      <p><Icon name="question" size={16} /><span>{questionOf(t, fact)}</span></p>
      {isRestricted(fact) ? <p><Icon name="lock" size={16} /><span>{t('directory.conditions.restricted')}</span></p> : null}
      {factUse(fact) === 'own-group' ? <p><Icon name="shield" size={16} /><span>{t('directory.conditions.own-group')}</span></p> : null}
    </div>
  );
}

export function PartButtons({ id, at, tools, place }: { readonly id: number; readonly at: string; readonly tools: TreeTools; readonly place: RowProps['place'] }) {
  const { t } = useText();
  return (
    <div className="directory-criteria__buttons">
      {place.first ? null : <IconButton icon="up" label={t('directory.conditions.up', { at })} onClick={() => tools.move(id, -1)} />}
      {place.last ? null : <IconButton icon="down" label={t('directory.conditions.down', { at })} onClick={() => tools.move(id, 1)} />}
      <IconButton icon="trash" label={t('directory.conditions.remove', { at })} onClick={() => tools.remove(id)} />
    </div>
  );
}
