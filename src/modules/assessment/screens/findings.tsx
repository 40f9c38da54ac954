import { Card, StatusTag, useText } from '#ui';
import { NEED_LEVELS } from '../levels.ts';
import type { FindingSeen } from '../schema.ts';

const TONES = { risk: 'warning', protective: 'success', neutral: 'info' } as const;
const ICONS = { risk: 'alert', protective: 'shield', neutral: 'info' } as const;

function List({ findings }: { readonly findings: readonly FindingSeen[] }) {
  const { t } = useText();
  return (
    <ul className="assessment-findings">
      {findings.map((f) => <li key={f.code}><StatusTag tone={TONES[f.polarity]} icon={ICONS[f.polarity]}>{t(`assessment.polarity.${f.polarity}`)}</StatusTag> {f.label}</li>)}
    </ul>
  );
}

/** What the interview shows: what protects and what puts at risk, level by level; nothing where it shows nothing. */
export function Findings({ findings }: { readonly findings: readonly FindingSeen[] }) {
  const { t } = useText();
  const without = findings.filter((f) => f.level === null);
  return (
    <>
      {without.length > 0 ? <Card title={t('assessment.findings')}><List findings={without} /></Card> : null}
      {NEED_LEVELS.map((level) => ({ level, of: findings.filter((f) => f.level === level) })).filter(({ of }) => of.length > 0).map(({ level, of }) => (
        <Card key={level} title={`${t('assessment.findings')}: ${t(`assessment.level.${level}`)}`}><List findings={of} /></Card>
      ))}
    </>
  );
}
