import { useSession } from '#access/screens';
import { api } from '#platform/client';
import { Banner, Card, Checkbox, Form, Grid, Loaded, Note, Page, PageHeader, Select, Stack, TextArea, TextField, useForm, useNavigate, useNotify, useText, useToday } from '#ui';
import type { FieldBinding } from '#ui';
import { ENTRY_KINDS, EVIDENCE_KINDS, type Entry, type EntryKind, type Propose } from '../../schema/stewardship.ts';
import { addressOfEntry, useEntry } from './data.ts';
import { blankEntry, editSchema, proposedEntry, typedEntry } from './entry-values.ts';
import { SECTIONS } from './fields.ts';
import type { EntryForm } from './editor-props.ts';
import { FieldEditor } from './field-editors.tsx';
import './keep.css';

interface EditProps {
  readonly kind: EntryKind;
  readonly id: string | null;
  readonly entry: Entry;
  readonly version: number;
  readonly names: Readonly<Record<string, string>>;
}

/** Propose a change of an entry: every part that a person may write. */
export function EditEntryPage({ entry }: { readonly entry: string }) {
  const { t, locale } = useText();
  const query = useEntry(entry);
  return (
    <Page width="narrow" title={t('directory.keep.edit')}>
      <Loaded query={query}>
        {({ line, entry: base, names, organizationName }) => (
          <Stack>
            <PageHeader title={t('directory.keep.edit')} over={locale === 'en' ? line.nameEn : line.nameEs} lead={t('directory.keep.edit-lead')} back={{ href: addressOfEntry(line.kind, line.id), label: t('directory.keep.back-entry') }} />
            {organizationName && line.hidden ? <Banner tone="warning" title={t('directory.tag.protection')} /> : null}
            <EditForm kind={line.kind} id={line.id} entry={base} version={line.version} names={names} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

const isKind = (text: string | null): text is EntryKind => ENTRY_KINDS.some((kind) => kind === text);

/** Propose a new entry. */
export function NewEntryPage() {
  const { t } = useText();
  const { actor } = useSession();
  const year = Number(useToday().slice(0, 4));
  const asked = new URLSearchParams(window.location.search).get('kind');
  const kind = isKind(asked) ? asked : 'service';
  const blank = { ...blankEntry(kind, actor.country, year), ...(kind === 'service' && actor.role === 'provider' ? { organizationId: actor.organizationId } : {}) };
  return (
    <Page width="narrow" title={t(`directory.keep.new.${kind}`)}>
      <PageHeader title={t(`directory.keep.new.${kind}`)} lead={t('directory.keep.new-lead')} back={{ href: '/app/directory/keep', label: t('directory.keep.title') }} />
      <EditForm kind={kind} id={null} entry={blank} version={0} names={{}} />
    </Page>
  );
}

/** The code of a new entry, from its name: letters without accents and hyphens. */
function codeOf(country: string, name: unknown): string {
  const words = String(name ?? '').normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '').slice(0, 70);
  return `${country.toLowerCase()}-${words}`.replace(/-$/, '');
}

function EditForm({ kind, id, entry, version, names }: EditProps) {
  const { t } = useText();
  const { actor } = useSession();
  const navigate = useNavigate();
  const notify = useNotify();
  const steward = actor.role === 'steward';
  const form = useForm({
    id: `directory.entry.${kind}.${id ?? 'new'}.${version}`, schema: editSchema,
    initial: { entry: typedEntry(entry), confirms: false, reason: '', evidence: '', ...(steward ? {} : { evidenceKind: 'organization' as const }) },
    onSubmit: async ({ entry: typed, confirms, reason, evidenceKind, evidence }) => {
      const wanted = proposedEntry(entry, typed, new Date().toISOString());
      const entryId = id ?? codeOf(actor.country, wanted['nameEs'] ?? wanted['instrument']);
      const command: Propose = { kind, entryId, baseVersion: version, entry: { ...wanted, id: entryId }, confirms, reason, evidence: { kind: evidenceKind, text: evidence } };
      const { proposalId } = await api.send<{ proposalId: string }>('POST', '/api/directory/proposals', command);
      notify({ text: t('directory.keep.proposed') });
      navigate(`/app/directory/keep/proposals/${proposalId}`);
    },
  });
  const inside: EntryForm = {
    at: <V,>(path: string): FieldBinding<V> => {
      const field = form.field(`entry.${path}` as 'entry') as unknown as FieldBinding<V>;
      return { ...field, onChange: (value) => field.onChange((value === undefined || value === '' ? null : value) as V) };
    },
  };
  return (
    <Form form={form} submitLabel={t('directory.keep.propose')} onCancel={() => navigate(id ? addressOfEntry(kind, id) : '/app/directory/keep')}>
      {SECTIONS[kind].map((section) => (
        <Card key={section.key} title={t(`directory.keep.section.${section.key}`)}>
          <Stack>
            {section.fields.map((spec) => <FieldEditor key={spec.name} form={inside} spec={spec} locked={!!spec.steward && !steward} path={spec.name} names={names} />)}
          </Stack>
        </Card>
      ))}
      <Card title={t('directory.keep.why')}>
        <Stack>
          <TextArea {...form.field('reason')} label={t('directory.keep.reason')} rows={2} />
          {steward ? (
            <Grid min="small">
              <Select {...form.field('evidenceKind')} label={t('directory.keep.evidence')} width="full" options={EVIDENCE_KINDS.map((value) => ({ value, label: t(`directory.keep.evidence.${value}`) }))} />
              <TextField {...form.field('evidence')} label={t('directory.keep.evidence-text')} hint={t('directory.keep.evidence-hint')} optional />
            </Grid>
          ) : null}
          <Checkbox {...form.field('confirms')} label={t('directory.keep.confirms')} hint={t('directory.keep.confirms-hint')} />
          <Note>{t('directory.keep.reviewed-by-another')}</Note>
        </Stack>
      </Card>
    </Form>
  );
}
