import { useEffect, useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, Card, Checkbox, Form, Loaded, Page, PageHeader, RadioGroup, Stack, StatusLine, useForm, useNavigate, useText } from '#ui';
import type { FormState } from '#ui';
import type { Candidate } from '#registry/schema';
import { NEXT_STEPS, type ChildHandover, type DeskView, type FamilyDesk, type FinishedFamily, type WhoIsThis } from '../../schema.ts';
import { wholeBirth } from '../data.ts';
import { Decision } from '../desk/earlier-records.tsx';
import { useServerCopy } from '../desk/server-copy.ts';
import { HandoverEditor } from '../stay/handover-editor.tsx';
import { commandOf, FamilyDraft, FamilyFinish, identityOf, memberOf, type FamilyDraftInput, type MemberDraft } from './family-draft.ts';
import { FamilyFields, isChildDraft } from './family-fields.tsx';

/** A family at the desk: what they share once, each of them, one command, one slip for each. */
export function FamilyDeskPage({ rowId }: { readonly rowId: string }) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['reception', 'family-desk', rowId], queryFn: () => api.get<FamilyDesk>(`/api/reception/desk/${rowId}/family`), staleTime: Infinity });
  const title = t('reception.family.title');
  return (
    <Page title={title}>
      <PageHeader title={title} back={{ href: `/app/desk/${rowId}`, label: t('reception.desk.title') }} />
      <Loaded query={query}>{(family) => <Family family={family} rowId={rowId} />}</Loaded>
    </Page>
  );
}

interface Found {
  readonly family: FamilyDraft;
  readonly candidates: readonly (readonly Candidate[])[];
}

function Family({ family: { members, registered }, rowId }: { readonly family: FamilyDesk; readonly rowId: string }) {
  const { t } = useText();
  const [found, setFound] = useState<Found | null>(null);
  const { arrival, person } = members[0]!;
  const form = useForm({
    id: `reception.family.${rowId}`, schema: FamilyDraft,
    initial: {
      returnedOn: arrival.arrivesOn, fromCountry: arrival.fromCountry, kind: arrival.kind, mode: arrival.mode, household: 'yes',
      destinationAdmin2: person.destinationAdmin2 ?? person.originAdmin2 ?? undefined, members: members.map(memberOf), ...keptOf(members[0]!),
    },
    onSubmit: async (told) => {
      const asked = told.members.map((m) => ({ rowId: m.rowId, identity: identityOf(m, members.find((v) => v.rowId === m.rowId)) }));
      const { members: candidates } = await api.ask<{ members: Candidate[][] }>('/api/reception/families/candidates', { members: asked });
      setFound({ family: told, candidates });
    },
  });
  const { saved } = useServerCopy(rowId, { ...members[0]!.draft, family: form.values }, form.dirty);
  const latest = useRef(form);
  latest.current = form;
  // Looking somebody up is not registering them: what was typed stays a draft until everybody is registered.
  useEffect(() => {
    if (found) latest.current.setAll(latest.current.values);
  }, [found]);
  if (members[0]!.state === 'finished') return <Banner tone="success" title={t('reception.desk.done')} />;
  return (
    <Stack>
      {registered > 0 ? <Banner tone="info" icon="people" title={t('reception.family.registered', { n: registered })} /> : null}
      <StatusLine state={saved} />
      {found
        ? <Finish found={found} views={members} onBack={() => setFound(null)} onDone={form.reset} rowId={rowId} />
        : <Form form={form} submitLabel={t('reception.family.check')} label={t('reception.family.title')}><FamilyFields form={form} views={members} /></Form>}
    </Stack>
  );
}

/** What was typed of the family before, here or at another desk; a draft of this tab comes before it. */
function keptOf({ draft }: DeskView): Partial<FamilyDraftInput> {
  return (draft?.['family'] as Partial<FamilyDraftInput> | undefined) ?? {};
}

interface FinishProps {
  readonly found: Found;
  readonly views: readonly DeskView[];
  readonly rowId: string;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

const nameOf = (member: MemberDraft): string => [member.givenNames, member.surname1, member.surname2].filter(Boolean).join(' ');

/** A hand-over that nobody began to write is none. */
function written(handover: ChildHandover | null | undefined): ChildHandover | null {
  if (!handover) return null;
  const words = handover.to === 'guardian' ? handover.name : handover.officer;
  return words.trim() === '' ? null : handover;
}

function Finish({ found, views, rowId, onBack, onDone }: FinishProps) {
  const { t } = useText();
  const navigate = useNavigate();
  const { family } = found;
  const [who, setWho] = useState<readonly (WhoIsThis | undefined)[]>(family.members.map(() => undefined));
  const [handovers, setHandovers] = useState<readonly (ChildHandover | null)[]>(family.members.map(() => null));
  const [saved, setSaved] = useState(false);
  const kinds = kindsOf(family, views);
  const adults = family.members.flatMap((m, i) => (kinds[i]!.child ? [] : [{ i, name: nameOf(m) }]));
  const form = useForm({
    id: null, schema: FamilyFinish, initial: { consents: {}, adults: adults.map(({ i }) => String(i)), readAloud: false, nextStep: 'destinationWindow', slipLanguage: 'es' },
    onSubmit: async (finish) => {
      await api.send<FinishedFamily>('POST', '/api/reception/families', commandOf(family, views, { who, handovers: handovers.map(written) }, finish));
      onDone();
      setSaved(true);
    },
  });
  // Going on waits until the first form has let go of its draft, or the application would ask about unsent work.
  useEffect(() => { if (saved) navigate(`/app/stays/${rowId}/slips`); }, [saved, navigate, rowId]);
  const put = <T,>(list: readonly T[], at: number, one: T) => list.map((old, i) => (i === at ? one : old));
  const open = who.filter((w) => w === undefined).length;
  return (
    <Form form={form} submitLabel={t('reception.family.finish', { n: family.members.length })} actions={<Button look="quiet" icon="left" onClick={onBack}>{t('reception.family.back')}</Button>}>
      {family.members.map((member, i) => (
        <Card key={i} title={nameOf(member)} icon={kinds[i]!.child ? 'child' : 'person'}>
          <Stack>
            {form.problems.filter((p) => p.field?.startsWith(`members.${i}`)).map((p) => <Banner key={p.text} tone="danger" title={p.text} />)}
            <Decision
              candidates={found.candidates[i] ?? []} value={who[i]} onChange={(one) => setWho((now) => put(now, i, one))}
              typed={{ givenNames: member.givenNames, surname1: member.surname1, surname2: member.surname2, ...bornOf(member), sex: member.sex ?? undefined }}
            />
            {kinds[i]!.alone ? <HandoverEditor name={`handover.${i}`} value={handovers[i] ?? null} onChange={(one) => setHandovers((now) => put(now, i, one))} /> : null}
          </Stack>
        </Card>
      ))}
      {open > 0 ? <Banner tone="info">{t('reception.family.open', { n: open })}</Banner> : null}
      <NextCard form={form} adults={adults} />
    </Form>
  );
}

function NextCard({ form, adults }: { readonly form: FormState<typeof FamilyFinish>; readonly adults: readonly { readonly i: number; readonly name: string }[] }) {
  const { t } = useText();
  return (
      <Card title={t('reception.desk.next')} icon="send" tone="accent">
        <Stack>
          {adults.map(({ i, name }) => (
            <RadioGroup
              key={i} {...form.field(`consents.${i}`)} layout="row" label={t('reception.family.consent', { name })}
              options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`reception.family.consent-${value}`) }))}
            />
          ))}
          <p className="ui-note">{t('reception.family.consent-children')}</p>
          <Checkbox {...form.field('readAloud')} label={t('reception.desk.read-aloud')} />
          <RadioGroup {...form.field('nextStep')} layout="tiles" label={t('reception.family.next-step')} options={NEXT_STEPS.map((step) => ({ value: step, label: t(`reception.step.${step}`) }))} />
          <RadioGroup {...form.field('slipLanguage')} layout="row" label={t('reception.desk.slip-language')} options={(['es', 'en'] as const).map((language) => ({ value: language, label: t(`reception.language.${language}`) }))} />
        </Stack>
      </Card>
  );
}

/** Who of them is a child, and for whom nobody of the family answers. */
function kindsOf({ members, returnedOn }: FamilyDraft, views: readonly DeskView[]): { child: boolean; alone: boolean }[] {
  return members.map((member) => {
    const view = views.find((v) => v.rowId === member.rowId);
    const child = isChildDraft(member, returnedOn, view, views[0]!.choices.childUntil);
    const answered = member.guardian !== undefined && member.guardian !== 'nobody';
    return { child, alone: (child && !answered) || view?.flags.includes('unaccompaniedChild') === true };
  });
}

function bornOf(member: MemberDraft) {
  const { birthDate, birthPrecision } = wholeBirth(member.birth);
  return { birthDate: birthDate ?? undefined, birthPrecision };
}
