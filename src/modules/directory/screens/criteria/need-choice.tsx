import { Select, useText } from '#ui';
import type { Conditions } from '../../matching/preview.ts';
import type { Service } from '../../schema.ts';
import { useNeedName } from './names.ts';

interface ChoiceProps {
  readonly service: Service;
  /** What is compared: a choice is offered where one of them asks more for a need. */
  readonly conditions: readonly Conditions[];
  readonly need: string;
  onChange(need: string): void;
}

/** Where conditions differ by need, the preview is of one need. */
export function NeedChoice({ service, conditions, need, onChange }: ChoiceProps) {
  const { t } = useText();
  const nameOf = useNeedName();
  if (conditions.every((one) => Object.keys(one.needCriteria).length === 0)) return null;
  return (
    <Select name="need" label={t('directory.conditions.need')} hint={t('directory.conditions.need-hint')} value={need} width="full" onChange={(code) => onChange(code ?? need)}
      options={service.serviceTypes.map((code) => ({ value: code, label: nameOf(code) }))} />
  );
}
