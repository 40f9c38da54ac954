import { useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import { Banner, Button, Card, Checkbox, Confirm, Form, LinkButton, Loaded, Page, PageHeader, RadioGroup, Row, Stack, StatusTag, TextArea, TextField, useForm, useText, type Tone } from '#ui';
import { LEFT_HOW, LeaveTogether, NEXT_STEPS, type ChildHandover, type ExitMember, type ExitView, type HandoverLine, type LeaveTogetherInput, type LeftTogether } from '../../schema.ts';
import { HandoverEditor } from './handover-editor.tsx';

/** The exit: each person of a travel group checked, all of them in one go, no child alone. */
export function ExitPage({ rowId }: { readonly rowId: string }) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['reception', 'exit', rowId], queryFn: () => api.get<ExitView>(`/api/reception/stays/${rowId}/exit`) });
  const [left, setLeft] = useState<LeftTogether | null>(null);
  return (
    <Page width="narrow" title={t('reception.exit.title')}>
      <PageHeader title={t('reception.exit.title')} lead={t('reception.exit.lead')} back={{ href: '/app/scan', label: t('reception.scan.title') }} />
      {left ? <Left left={left} /> : <Loaded query={query}>{(view) => <Exit view={view} onLeft={setLeft} />}</Loaded>}
    </Page>
  );
}

function Left({ left }: { readonly left: LeftTogether }) {
  const { t } = useText();
  const slips = left.left.flatMap((one) => (one.slipId ? [one.slipId] : []));
  return (
    <Stack>
      <Banner tone="success" icon="leave" live title={t('reception.exit.done', { n: left.left.length })}>{t('reception.exit.done-text')}</Banner>
      {slips.map((slipId, i) => <LinkButton key={slipId} icon="print" href={`/app/slips/${slipId}`}>{t('reception.exit.slip', { n: i + 1 })}</LinkButton>)}
      <LinkButton look="primary" icon="search" href="/app/scan">{t('reception.exit.next')}</LinkButton>
    </Stack>
  );
}

type Member = LeaveTogetherInput['members'][number];

/** What is proposed for somebody: the step that was planned; a child goes with the first adult of its group. */
function proposed(member: ExitMember, view: ExitView): Member {
  const adult = member.counts === 'child' && !member.alone ? view.members.find((other) => other.counts === 'adult' && other.left === null) : undefined;
  return { rowId: member.rowId, how: member.registered ? 'nextStep' : 'unfinished', nextStep: member.registered ? member.planned : null, withRow: adult?.rowId ?? null, handover: null };
}

function Exit({ view, onLeft }: { readonly view: ExitView; readonly onLeft: (left: LeftTogether) => void }) {
  const { t } = useText();
  const here = view.members.filter((member) => member.left === null);
  const form = useForm({
    id: null, schema: LeaveTogether, initial: { members: here.map((member) => proposed(member, view)) },
    prepare: (values) => ({ ...values, members: values.members?.map((m) => ({ ...m, nextStep: m.how === 'nextStep' ? (m.nextStep ?? null) : null, handover: handed(m.handover as ChildHandover | null) })) }),
    onSubmit: async (command) => onLeft(await api.send<LeftTogether>('POST', '/api/reception/exits', command)),
  });
  const members = form.values.members ?? [];
  const set = (next: readonly Member[]) => form.set('members', [...next]);
  const update = (rowId: string, part: Partial<Member>) => set(members.map((m) => (m.rowId === rowId ? { ...m, ...part } : m)));
  const inOrOut = (member: ExitMember, leaves: boolean) => set(leaves ? [...members, proposed(member, view)] : members.filter((m) => m.rowId !== member.rowId));
  if (here.length === 0) return <Banner tone="neutral" icon="leave" title={t('reception.exit.all-left')} />;
  const apart = here.filter((m) => m.counts === 'child').length > 1;
  return (
    <Form form={form} submitLabel={t('reception.exit.leave', { n: members.length })} label={t('reception.exit.title')}>
      {here.length > 1 ? <Banner tone="info" icon="people" title={t('reception.exit.together', { n: here.length })}>{t('reception.exit.together-text')}</Banner> : null}
      {here.map((member) => {
        const at = members.findIndex((m) => m.rowId === member.rowId);
        const problems = form.problems.filter((problem) => problem.field?.startsWith(`members.${at}.`)).map((problem) => problem.text);
        return <MemberCard key={member.rowId} member={member} value={at < 0 ? null : members[at]!} view={view} problems={at < 0 ? [] : problems} single={here.length === 1} onChange={(part) => update(member.rowId, part)} onLeaves={(leaves) => inOrOut(member, leaves)} />;
      })}
      {apart ? <TextField {...form.field('apartWhy')} label={t('reception.exit.apart-why')} hint={t('reception.exit.apart-why-hint')} optional maxLength={200} /> : null}
    </Form>
  );
}

/** A hand-over that nobody began to write is none. */
function handed(handover: ChildHandover | null | undefined): unknown {
  if (!handover) return null;
  const words = handover.to === 'guardian' ? `${handover.name}${handover.relation}` : `${handover.authority}${handover.officer}`;
  return words.trim() === '' ? null : handover;
}

interface MemberProps {
  readonly member: ExitMember;
  readonly value: Member | null;
  readonly view: ExitView;
  readonly problems: readonly string[];
  readonly single: boolean;
  readonly onChange: (part: Partial<Member>) => void;
  readonly onLeaves: (leaves: boolean) => void;
}

function MemberCard({ member, value, view, problems, single, onChange, onLeaves }: MemberProps) {
  const { t } = useText();
  const name = member.number === null ? member.name : `${member.number} · ${member.name}`;
  return (
    <Card title={name} icon={member.counts === 'child' ? 'child' : 'person'}>
      <Stack>
        <Facts member={member} />
        {single ? null : <Checkbox name={`leaves.${member.rowId}`} label={t('reception.exit.leaves-now')} value={value !== null} onChange={(leaves) => onLeaves(leaves ?? false)} />}
        {[...new Set(problems)].map((problem) => <Banner key={problem} tone="danger" title={problem} />)}
        {value ? <Choices member={member} value={value} view={view} onChange={onChange} /> : null}
      </Stack>
    </Card>
  );
}

function Facts({ member }: { readonly member: ExitMember }) {
  const { t } = useText();
  return (
    <>
      <p>{[member.age === null ? t('reception.exit.age-unknown') : t('reception.arrivals.age', { n: member.age }), member.destination].filter(Boolean).join(' · ')}</p>
      {member.alone ? <Banner tone="danger" icon="child" title={t('reception.scan.child-alone')} /> : null}
      <Row gap={2}>
        {member.registered ? null : <StatusTag tone="warning" icon="alert">{t('reception.exit.not-registered')}</StatusTag>}
        {member.openStations.length > 0 ? <StatusTag tone="warning" icon="clock">{t('reception.exit.stations-open', { n: member.openStations.length })}</StatusTag> : null}
      </Row>
      {member.handover ? <HandedOver handover={member.handover} gone={member.left !== null} /> : null}
    </>
  );
}

function HandedOver({ handover, gone }: { readonly handover: HandoverLine; readonly gone: boolean }) {
  const { t } = useText();
  const verifies = useSession().actor.role === 'protection' && handover.to === 'guardian' && !handover.verified && !gone;
  const note = handover.verified ? t('reception.exit.verified') : handover.enough ? null : t('errors.reception.guardian-unseen');
  return (
    <Banner
      tone={toneOf(handover)} icon="shield" title={t(`reception.exit.handed-${handover.to}`, { name: handover.name, more: handover.relation ?? handover.authority ?? '' })}
      action={verifies ? <VerifyButton handover={handover} /> : undefined}
    >
      {handover.apart ? t('reception.exit.named-apart') : note}
    </Banner>
  );
}

function toneOf({ apart, enough }: HandoverLine): Tone {
  if (apart) return 'danger';
  return enough ? 'success' : 'warning';
}

/** Protection says that it checked who this is. */
function VerifyButton({ handover }: { readonly handover: HandoverLine }) {
  const { t } = useText();
  const [asking, setAsking] = useState(false);
  const verify = useMutation({ mutationFn: () => api.send('POST', `/api/reception/handovers/${handover.handoverId}/verify`), onSuccess: () => setAsking(false) });
  return (
    <>
      <Button size="small" icon="shield" pending={verify.isPending} onClick={() => setAsking(true)}>{t('reception.exit.verify')}</Button>
      <Confirm
        open={asking} onClose={() => setAsking(false)} onConfirm={() => verify.mutate()} title={t('reception.exit.verify-title', { name: handover.name })}
        description={t(handover.apart ? 'reception.exit.verify-apart' : 'reception.exit.verify-text')} confirmLabel={t('reception.exit.verify')}
      />
    </>
  );
}

type ChoiceProps = Pick<MemberProps, 'member' | 'view' | 'onChange'> & { readonly value: Member };

function Choices(props: ChoiceProps) {
  const { t } = useText();
  const { member, value, onChange } = props;
  const child = member.counts === 'child' || (member.counts === 'doubtful' && !value.adultSeen);
  return (
    <Stack>
      {member.counts === 'doubtful' ? <Checkbox name={`adult.${member.rowId}`} label={t('reception.exit.adult-seen')} hint={t('reception.exit.adult-seen-hint')} value={value.adultSeen ?? false} onChange={(seen) => onChange({ adultSeen: seen ?? false })} /> : null}
      {child ? <ChildChoices {...props} /> : null}
      <HowChoices {...props} />
      {member.registered && !member.hasCase && value.how !== 'unfinished' ? <CaseChoices {...props} /> : null}
      <Checkbox name={`sheet.${member.rowId}`} label={t('reception.exit.sheet')} value={value.sheetGiven ?? false} onChange={(sheetGiven) => onChange({ sheetGiven: sheetGiven ?? false })} />
    </Stack>
  );
}

/** With whom a child leaves. */
function ChildChoices({ member, value, view, onChange }: ChoiceProps) {
  const { t } = useText();
  const adults = member.alone ? [] : view.members.filter((other) => other.counts !== 'child' && other.rowId !== member.rowId && other.left === null);
  return (
    <>
      {adults.length > 0 ? (
        <RadioGroup
          name={`with.${member.rowId}`} label={t('reception.exit.with')} value={value.withRow ?? 'nobody'} onChange={(row) => onChange({ withRow: row === 'nobody' || !row ? null : row })}
          options={[...adults.map((adult) => ({ value: adult.rowId, label: adult.name })), { value: 'nobody', label: t('reception.exit.with-nobody') }]}
        />
      ) : null}
      {adults.length === 0 || !value.withRow ? <HandoverEditor name={member.rowId} value={(value.handover ?? null) as ChildHandover | null} onChange={(handover) => onChange({ handover })} /> : null}
    </>
  );
}

/** With a next step, by own choice, or before the end. */
function HowChoices({ member, value, onChange }: ChoiceProps) {
  const { t } = useText();
  const hows = LEFT_HOW.map((how) => ({ value: how, label: t(`reception.how.${how}`), disabled: how !== 'unfinished' && !member.registered }));
  return (
    <>
      <RadioGroup name={`how.${member.rowId}`} layout="tiles" label={t('reception.exit.how')} value={value.how} onChange={(how) => how && onChange({ how })} options={hows} />
      {value.how === 'nextStep' ? (
        <RadioGroup name={`step.${member.rowId}`} layout="tiles" label={t('reception.desk.next-step')} value={value.nextStep ?? undefined} onChange={(nextStep) => onChange({ nextStep: nextStep ?? null })} options={NEXT_STEPS.map((step) => ({ value: step, label: t(`reception.step.${step}`) }))} />
      ) : <TextArea name={`told.${member.rowId}`} label={t('reception.exit.told')} rows={2} optional value={value.told ?? ''} onChange={(told) => onChange({ told: told || undefined })} />}
    </>
  );
}

function CaseChoices({ member, value, onChange }: ChoiceProps) {
  const { t } = useText();
  return (
    <Stack gap={2}>
      <Checkbox name={`case.${member.rowId}`} label={t('reception.desk.consent')} hint={t('reception.desk.consent-hint')} value={value.consentToCase ?? false} onChange={(yes) => onChange({ consentToCase: yes ?? false })} />
      {value.consentToCase ? <Checkbox name={`aloud.${member.rowId}`} label={t('reception.desk.read-aloud')} value={value.consentReadAloud ?? false} onChange={(yes) => onChange({ consentReadAloud: yes ?? false })} /> : null}
    </Stack>
  );
}
