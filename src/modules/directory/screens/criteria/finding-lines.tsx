import { Icon, useText } from '#ui';
import type { PlacedFinding } from './findings.ts';

/** What there is to say at one part. */
export function FindingLines({ findings, open = false }: { readonly findings: readonly PlacedFinding[]; readonly open?: boolean }) {
  const { t } = useText();
  if (findings.length === 0 && !open) return null;
  return (
    <ul className="directory-criteria__findings">
      {open ? <li className="directory-criteria__finding"><Icon name="half-circle" size={18} /><span>{t('directory.conditions.open')}</span></li> : null}
      {findings.map((one) => (
        <li key={`${one.kind}${one.at}`} className={one.stops ? 'directory-criteria__finding directory-criteria__finding--stops' : 'directory-criteria__finding'}>
          <Icon name={one.stops ? 'alert' : 'info'} size={18} /><span>{t(`directory.conditions.finding.${one.kind}`, { parts: one.because.join(', '), n: one.because.length })}</span>
        </li>
      ))}
    </ul>
  );
}
