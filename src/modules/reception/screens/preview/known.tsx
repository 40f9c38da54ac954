import { Banner, Button, ButtonRow, Card, DataTable, Disclosure, Link, Row, Stack, StatusTag, useText } from '#ui';
import type { Column } from '#ui';
import type { ListChanges, Overlap, UploadPreview } from '../../schema.ts';

interface Props {
  readonly preview: UploadPreview;
  readonly pending: boolean;
  readonly onUpdates: (manifestId: string | null) => void;
}

/** Whom the header points to, from what was confirmed before. */
export function RecognisedSender({ preview }: { readonly preview: UploadPreview }) {
  const { t } = useText();
  const { recognised } = preview.reading;
  return recognised ? <Banner tone="success">{t(`reception.known.sender-${recognised.by}`, { sender: recognised.sender })}</Banner> : null;
}

/** Is this a list of its own, or a later version of one that is in already? Asked, never assumed. */
export function VersionQuestion({ preview, pending, onUpdates }: Props) {
  const { t } = useText();
  const { alike, details } = preview;
  if (preview.acceptedAs || (alike.length === 0 && !details.updates)) return null;
  const decided = details.updates !== undefined;
  return (
    <Card title={t('reception.known.version-title')} icon="history" tone={decided ? 'plain' : 'warning'}>
      <Stack gap={3}>
        {alike.map((list) => (
          <Row key={list.manifestId} spread>
            <span><strong>{list.label}</strong><br />{t('reception.known.shared', { shared: list.shared, people: list.people })}</span>
            {details.updates === list.manifestId
              ? <StatusTag tone="success" icon="check">{t('reception.known.is-version')}</StatusTag>
              : <Button size="small" pending={pending} aria-label={t('reception.known.say-version', { label: list.label })} onClick={() => onUpdates(list.manifestId)}>{t('reception.known.version')}</Button>}
          </Row>
        ))}
        <ButtonRow>
          {details.updates === null
            ? <StatusTag tone="success" icon="check">{t('reception.known.is-own')}</StatusTag>
            : <Button size="small" pending={pending} onClick={() => onUpdates(null)}>{t('reception.known.own')}</Button>}
        </ButtonRow>
        {preview.changes ? <Changes changes={preview.changes} /> : null}
      </Stack>
    </Card>
  );
}

interface ChangeLine {
  readonly key: string;
  readonly kind: 'added' | 'gone' | 'altered' | 'back';
  readonly name: string;
  readonly what: string;
}

/** What accepting will change, person by person. */
function Changes({ changes }: { readonly changes: ListChanges }) {
  const { t } = useText();
  const here = (state: string) => (state === 'expected' || state === 'notArrived' ? '' : t('reception.known.is-here'));
  const lines: ChangeLine[] = [
    ...changes.added.map((c) => ({ key: `a${c.row}`, kind: 'added' as const, name: c.name, what: '' })),
    ...changes.back.map((c) => ({ key: `b${c.row}`, kind: 'back' as const, name: c.name, what: '' })),
    ...changes.gone.map((c) => ({ key: c.rowId, kind: 'gone' as const, name: c.name, what: here(c.state) })),
    ...changes.altered.map((c) => ({
      key: c.rowId, kind: 'altered' as const, name: c.name,
      what: [
        c.sure ? '' : t('reception.known.perhaps-same'),
        ...c.changes.map((x) => t('reception.known.change', { what: t(`reception.compared.${x.what}`), before: x.before || '—', after: x.after || '—' })), c.state === 'finished' ? t('reception.known.stays') : here(c.state),
      ].filter(Boolean).join(' · '),
    })),
  ];
  const columns: Column<ChangeLine>[] = [
    { key: 'kind', title: t('reception.known.change-kind'), cell: (l) => <StatusTag icon={null} tone={l.kind === 'gone' ? 'warning' : l.kind === 'added' ? 'success' : 'info'}>{t(`reception.known.${l.kind}`)}</StatusTag> },
    { key: 'name', title: t('reception.people.name'), cell: (l) => l.name },
    { key: 'what', title: t('reception.known.what'), cell: (l) => l.what || '—' },
  ];
  const summary = t('reception.known.summary', { added: changes.added.length + changes.back.length, gone: changes.gone.length, altered: changes.altered.length, kept: changes.kept.length });
  if (lines.length === 0) return <Banner tone="info">{t('reception.known.nothing-changes')}</Banner>;
  return (
    <Disclosure summary={summary} open>
      <DataTable caption={summary} columns={columns} rows={lines.slice(0, 500)} rowKey={(l) => l.key} />
    </Disclosure>
  );
}

/** People whom another list of this point names too. */
export function Overlaps({ preview }: { readonly preview: UploadPreview }) {
  const { t } = useText();
  if (preview.overlaps.length === 0 || (preview.details.updates === undefined && preview.alike.length > 0)) return null;
  const columns: Column<Overlap>[] = [
    { key: 'row', title: t('reception.problems.row'), numeric: true, cell: (o) => o.row },
    { key: 'name', title: t('reception.people.name'), cell: (o) => o.name },
    { key: 'list', title: t('reception.known.other-list'), cell: (o) => <Link href={`/app/manifests/${o.manifestId}`}>{o.label}</Link> },
    { key: 'state', title: t('reception.lists.state'), cell: (o) => t(`reception.state.${o.state}`) },
  ];
  const title = t('reception.known.overlaps');
  return (
    <Card title={title} icon="people" count={preview.overlaps.length} tone="warning" flush>
      <DataTable caption={title} columns={columns} rows={preview.overlaps} rowKey={(o) => String(o.row)} />
    </Card>
  );
}

/** The reception point does not receive on that day. */
export function PointWarning({ preview }: { readonly preview: UploadPreview }) {
  const { t } = useText();
  const { point } = preview;
  if (point.state === 'open') return null;
  const why = point.entry?.reason ?? '';
  return (
    <Banner tone="warning" title={t(`reception.known.point-${point.state}`, { name: point.name })}>
      {point.movedTo ? t('reception.known.point-receiver', { name: point.movedTo.name }) : t('reception.known.point-nobody')} {why}
    </Banner>
  );
}
