import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, LinkButton, Row, StatusTag, useNotify, useText, type Tone } from '#ui';
import type { ArrivalLine, ArrivalOfCase } from '../../schema.ts';

const TONES: Readonly<Record<ArrivalLine['state'], Tone>> = { expected: 'info', came: 'success', elsewhere: 'warning', declined: 'warning', ended: 'neutral' };

/** How somebody stands with the window: expected, missing, or what became of them. */
export function ArrivalTag({ line }: { readonly line: ArrivalLine }) {
  const { t } = useText();
  if (line.escalated && line.state === 'expected') return <StatusTag tone="danger" icon="flag">{t('registry.expected.escalated')}</StatusTag>;
  if (line.missing) return <StatusTag tone="danger" icon="clock">{t('registry.expected.missing')}</StatusTag>;
  return <StatusTag tone={TONES[line.state]}>{t(`registry.expected.state.${line.state}`)}</StatusTag>;
}

function useTap(line: ArrivalLine, outcome: 'came' | 'take-back', notice: string) {
  const notify = useNotify();
  return useMutation({ mutationFn: () => api.send('POST', `/api/expected-arrivals/${line.arrivalId}/answer`, { outcome }), onSuccess: () => notify({ text: notice }) });
}

/** One tap: the person is here. */
export function CameButton({ line }: { readonly line: ArrivalLine }) {
  const { t } = useText();
  const came = useTap(line, 'came', t('registry.expected.came-notice'));
  return <Button size="small" look="primary" icon="check" pending={came.isPending} onClick={() => came.mutate()}>{t('registry.expected.came')}</Button>;
}

/** A wrong tap is taken back. */
export function UndoButton({ line }: { readonly line: ArrivalLine }) {
  const { t } = useText();
  const undo = useTap(line, 'take-back', t('registry.expected.undone-notice'));
  return <Button size="small" look="quiet" icon="undo" pending={undo.isPending} onClick={() => undo.mutate()}>{t('registry.expected.undo')}</Button>;
}

/** It is known what became of the person, and what of the case is not; whoever noted it by mistake takes it back. */
function SettleBanner({ line }: { readonly line: ArrivalLine }) {
  const { t } = useText();
  return (
    <Banner tone="warning" icon="flag" title={t(`registry.expected.state.${line.state}`)} action={line.mayTakeBack ? <UndoButton line={line} /> : undefined}>
      {t(`registry.expected.settle.${line.state === 'declined' ? 'declined' : 'elsewhere'}`)}
    </Banner>
  );
}

/** On the page of a case: the person has not been here yet, or what became of them asks for a decision. Nothing otherwise. */
export function ArrivalBanner({ caseId }: { readonly caseId: string }) {
  const { t, formatDate } = useText();
  const query = useQuery({ queryKey: ['registry', 'arrival', caseId], queryFn: ({ signal }) => api.get<ArrivalOfCase>(`/api/cases/${caseId}/arrival`, {}, signal) });
  const line = query.data?.arrival;
  if (!line || line.nextOn === null) return null;
  if (line.state !== 'expected') return <SettleBanner line={line} />;
  const open = line.mayAnswer ? <Row><CameButton line={line} /><LinkButton size="small" href={`/app/expected/${line.arrivalId}`}>{t('registry.expected.open')}</LinkButton></Row> : undefined;
  return (
    <Banner
      tone={line.missing ? 'danger' : 'info'} icon="clock" action={open}
      title={t(line.missing ? 'registry.expected.banner-missing' : 'registry.expected.banner', { from: formatDate(line.from), until: formatDate(line.until) })}
    >
      {line.missing ? t('registry.expected.banner-do') : null}
    </Banner>
  );
}
