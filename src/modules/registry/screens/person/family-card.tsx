import { useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, Card, EmptyState, Item, ItemList, Link, Loaded, Note, Stack, StatusTag, useText } from '#ui';
import { useSession } from '#access/screens';
import type { FamilyMemberView, FamilyView } from '../../schema.ts';
import { ApartDialog, HouseholdDialog, RelationDialog } from './family-dialogs.tsx';

/** A relative: a name with a link, or no more than that there is somebody. */
function MemberName({ member }: { readonly member: FamilyMemberView }) {
  const { t } = useText();
  if (member.personId === null) return <span>{t('registry.family.elsewhere')}</span>;
  return <Link href={`/app/people/${member.personId}`}>{member.name}</Link>;
}

function useMemberMeta(): (member: FamilyMemberView) => string {
  const { t } = useText();
  return (m) => (m.personId === null ? t('registry.family.elsewhere-text') : [m.age === null ? t('registry.age-unknown') : t('registry.age', { age: m.age }), m.publicCode].filter(Boolean).join(' · '));
}

function ApartTag({ member }: { readonly member: FamilyMemberView }) {
  const { t } = useText();
  return member.apart ? <StatusTag tone="danger" icon="shield">{t('registry.family.apart-tag')}</StatusTag> : null;
}

const EVIDENCE_TONES = { declared: 'neutral', seen: 'info', verified: 'success' } as const;

function Relations({ personId, view, mayRecord }: { readonly personId: string; readonly view: FamilyView; readonly mayRecord: boolean }) {
  const { t } = useText();
  const meta = useMemberMeta();
  const end = useMutation({ mutationFn: (relationId: string) => api.send('POST', `/api/people/${personId}/relations/${relationId}/end`, {}) });
  return (
    <ItemList items={view.relations} itemKey={(r) => r.relationId} label={t('registry.family.relations')} empty={<Note>{t('registry.family.no-relations')}</Note>}>
      {(r) => (
        <Item
          title={<>{r.word ? <strong>{t(`registry.relation.${r.word}`)}: </strong> : null}<MemberName member={r.member} /></>} meta={meta(r.member)}
          tags={<>{r.evidence && r.word === 'guardian' ? <StatusTag tone={EVIDENCE_TONES[r.evidence]}>{t(`registry.relation-evidence.${r.evidence}`)}</StatusTag> : null}<ApartTag member={r.member} /></>}
          actions={mayRecord ? <Button size="small" look="quiet" icon="cross" pending={end.isPending} onClick={() => end.mutate(r.relationId)}>{t('registry.family.end')}</Button> : null}
        />
      )}
    </ItemList>
  );
}

function Members({ members, label, empty }: { readonly members: readonly FamilyMemberView[]; readonly label: string; readonly empty: string }) {
  const meta = useMemberMeta();
  return (
    <ItemList items={members.map((member, n) => ({ member, n }))} itemKey={({ member, n }) => member.personId ?? String(n)} label={label} empty={<Note>{empty}</Note>}>
      {({ member }) => <Item title={<MemberName member={member} />} meta={meta(member)} tags={<ApartTag member={member} />} />}
    </ItemList>
  );
}

function Travel({ view }: { readonly view: FamilyView }) {
  const { t, formatDate } = useText();
  return (
    <>
      {view.travel.map((group) => (
        <Stack key={group.groupId} gap={2}>
          <h3>{t('registry.family.travel', { date: group.on ? formatDate(group.on) : '', place: group.place ?? '' })}</h3>
          <Members members={group.members} label={t('registry.family.travel-label')} empty={t('registry.family.travel-alone')} />
        </Stack>
      ))}
    </>
  );
}

/** For protection: who is kept apart from this person, and why. */
function Marks({ personId, view }: { readonly personId: string; readonly view: FamilyView }) {
  const { t, formatDate } = useText();
  const lift = useMutation({ mutationFn: (markId: string) => api.send('POST', `/api/people/${personId}/apart/${markId}/lift`, {}) });
  return (
    <>
      {view.apart.map((mark) => (
        <Banner
          key={mark.markId} tone="danger" icon="shield" title={<>{t('registry.family.apart-from')} <MemberName member={mark.member} /></>}
          action={<Button size="small" icon="undo" pending={lift.isPending} onClick={() => lift.mutate(mark.markId)}>{t('registry.family.lift')}</Button>}
        >
          {[mark.reason, formatDate(mark.at), mark.by].filter(Boolean).join(' · ')}
        </Banner>
      ))}
    </>
  );
}

function Past({ view }: { readonly view: FamilyView }) {
  const { t, formatDate } = useText();
  if (view.past.length === 0) return null;
  return (
    <Stack gap={1}>
      {view.past.map((stay) => <Note key={stay.from + stay.until}>{[t(`registry.family.past-${stay.kind}`, { from: formatDate(stay.from), until: formatDate(stay.until) }), stay.why].filter(Boolean).join(' · ')}</Note>)}
    </Stack>
  );
}

type Open = 'relation' | 'household' | 'apart' | null;

/** The family of a person, as far as the office sees it. */
export function useFamily(personId: string) {
  return useQuery({ queryKey: ['registry', 'family', personId], queryFn: ({ signal }) => api.get<FamilyView>(`/api/people/${personId}/family`, {}, signal) });
}

/** Who lives with this person, who they are to one another, who they arrived with. Names only of people whom the office sees. */
export function FamilyCard({ personId, mayRecord }: { readonly personId: string; readonly mayRecord: boolean }) {
  const { t } = useText();
  const { actor } = useSession();
  const [open, setOpen] = useState<Open>(null);
  const query = useFamily(personId);
  const close = () => setOpen(null);
  return (
    <Card
      title={t('registry.family.title')} icon="people"
      actions={mayRecord ? (
        <>
          <Button size="small" icon="plus" onClick={() => setOpen('relation')}>{t('registry.family.add')}</Button>
          <Button size="small" look="quiet" icon="home" onClick={() => setOpen('household')}>{t('registry.family.household-change')}</Button>
          {actor.role === 'protection' ? <Button size="small" look="quiet" icon="shield" onClick={() => setOpen('apart')}>{t('registry.family.keep-apart')}</Button> : null}
        </>
      ) : null}
    >
      <Loaded query={query}>{(view) => <FamilyBody personId={personId} view={view} mayRecord={mayRecord} />}</Loaded>
      {open === 'relation' ? <RelationDialog personId={personId} onClose={close} /> : null}
      {open === 'household' ? <HouseholdDialog personId={personId} members={query.data?.household?.members ?? []} onClose={close} /> : null}
      {open === 'apart' ? <ApartDialog personId={personId} onClose={close} /> : null}
    </Card>
  );
}

function FamilyBody({ personId, view, mayRecord }: { readonly personId: string; readonly view: FamilyView; readonly mayRecord: boolean }) {
  const { t } = useText();
  const nothing = !view.household && view.relations.length === 0 && view.travel.length === 0 && view.past.length === 0 && view.apart.length === 0;
  if (nothing) return <EmptyState icon="people" title={t('registry.family.none')} />;
  return (
    <Stack gap={3}>
      <Marks personId={personId} view={view} />
      <Relations personId={personId} view={view} mayRecord={mayRecord} />
      {view.household ? (
        <Stack gap={2}>
          <h3>{t('registry.family.household')}</h3>
          <Members members={view.household.members} label={t('registry.family.household')} empty={t('registry.family.alone')} />
        </Stack>
      ) : null}
      <Travel view={view} />
      <Past view={view} />
    </Stack>
  );
}
