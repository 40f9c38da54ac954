import { useState } from 'react';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import { Button, Card, Combobox, Dialog, EmptyState, Item, ItemList, Loaded, Note, Row, Stack, StatusTag, useText, type IconName, type Tone } from '#ui';
import type { Acceptance, PaperLevel, PaperOutcome, PapersAsReported } from '../../schema/paper-reports.ts';
import type { ServiceCardParts } from '../../schema.ts';
import { usePapersSaid } from './data.ts';
import { SayForm } from './say-form.tsx';
import { reportedWords, useCounts } from './words.ts';

const MOST_FOUND = 12;
const REPORTING: ReadonlySet<string> = new Set(['window', 'protection', 'reception', 'provider', 'steward']);
const LOOKS: Readonly<Record<PaperLevel, { readonly tone: Tone; readonly icon: IconName }>> = {
  nobody: { tone: 'neutral', icon: 'circle' }, accepted: { tone: 'success', icon: 'check' }, refused: { tone: 'danger', icon: 'cross' }, disputed: { tone: 'warning', icon: 'half-circle' },
};

interface CounterProps {
  readonly serviceId: string;
  /** What is said is said of this case; the case is not kept with it. */
  readonly caseId?: string | undefined;
  /** The page is about something else: the card says whose counter it is. */
  readonly named?: boolean;
}

/** Which papers were accepted and refused at a service, and one tap to say what happened. */
export function CounterCard({ serviceId, caseId, named = false }: CounterProps) {
  const { t, locale } = useText();
  const query = usePapersSaid(serviceId);
  const title = named && query.data ? t('directory.papers-said.of', { service: locale === 'en' ? query.data.nameEn : query.data.nameEs }) : t('directory.papers-said.title');
  return (
    <Card title={title} icon="paper">
      <Loaded query={query}>{(view) => <Inside view={view} caseId={caseId} />}</Loaded>
    </Card>
  );
}

interface Asking { readonly paperId: string; readonly outcome: PaperOutcome }

function Inside({ view, caseId }: { readonly view: PapersAsReported; readonly caseId: string | undefined }) {
  const { t } = useText();
  const { actor } = useSession();
  const [asking, setAsking] = useState<Asking | null>(null);
  const says = REPORTING.has(actor.role) && (view.papers.length > 0 || view.others.length > 0);
  return (
    <Stack gap={3}>
      <Note>{t('directory.papers-said.lead')}</Note>
      <ItemList items={view.papers} itemKey={(one) => one.paperId} label={t('directory.papers-said.title')} empty={<EmptyState icon="paper" title={t('directory.papers-said.none')} />}>
        {(one) => <PaperLine one={one} onSay={says ? (outcome) => setAsking({ paperId: one.paperId, outcome }) : null} />}
      </ItemList>
      {says ? <Row><Button size="small" look="quiet" icon="plus" onClick={() => setAsking({ paperId: '', outcome: 'accepted' })}>{t(view.papers.length > 0 ? 'directory.papers-said.other-paper' : 'directory.papers-said.tell')}</Button></Row> : null}
      {asking === null ? null : (
        <Dialog open onClose={() => setAsking(null)} title={t('directory.papers-said.dialog')} description={t('directory.papers-said.no-person')}>
          <SayForm view={view} caseId={caseId} {...asking} onDone={() => setAsking(null)} />
        </Dialog>
      )}
    </Stack>
  );
}

/** How a paper stands at a service, in a word and an icon. */
export function LevelTag({ level, firm }: Pick<Acceptance, 'level' | 'firm'>) {
  const { t } = useText();
  const { tone, icon } = LOOKS[level];
  return <StatusTag tone={tone} icon={icon}>{t(firm ? `directory.papers-said.level.${level}-firm` : `directory.papers-said.level.${level}`)}</StatusTag>;
}

function PaperLine({ one, onSay }: { readonly one: PapersAsReported['papers'][number]; readonly onSay: ((outcome: PaperOutcome) => void) | null }) {
  const tools = useText();
  const { t, locale } = tools;
  const counts = useCounts();
  const name = locale === 'en' ? one.nameEn : one.nameEs;
  const copies = reportedWords({ level: 'nobody', firm: false, on: null, places: [], copies: one.copies }, name, tools);
  return (
    <Item
      title={name} meta={counts(one)}
      tags={<>{one.required ? <StatusTag tone="info">{t('directory.papers-said.required')}</StatusTag> : null}<LevelTag level={one.level} firm={one.firm} /></>}
      actions={onSay === null ? null : (
        <Row gap={2}>
          <Button size="small" icon="check" aria-label={t('directory.papers-said.accepted-of', { paper: name })} onClick={() => onSay('accepted')}>{t('directory.papers-said.accepted-here')}</Button>
          <Button size="small" icon="cross" aria-label={t('directory.papers-said.refused-of', { paper: name })} onClick={() => onSay('refused')}>{t('directory.papers-said.refused-here')}</Button>
        </Row>
      )}
    >
      {copies.map((words) => <Note key={words}>{words}</Note>)}
    </Item>
  );
}

/** Which counter: any service, by its name. */
export function CounterChoice({ onChoose }: { readonly onChoose: (serviceId: string) => void }) {
  const { t, locale } = useText();
  const load = async (text: string): Promise<{ value: string; label: string; note: string }[]> => {
    const { services } = await api.get<{ services: ServiceCardParts[] }>('/api/directory/services', { text, limit: MOST_FOUND });
    const name = (one: { nameEs: string; nameEn: string } | null): string => (one === null ? '' : locale === 'en' ? one.nameEn : one.nameEs);
    return services.map(({ service, organization }) => ({ value: service.id, label: name(service), note: name(organization) }));
  };
  return (
    <Card title={t('directory.papers-said.tell')} icon="paper">
      <Combobox name="counter" value={null} label={t('directory.papers-said.which-service')} load={load} minLetters={2} onChange={(serviceId) => { if (serviceId) onChoose(serviceId); }} />
    </Card>
  );
}
