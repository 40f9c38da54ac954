import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { Button, Card, Confirm, Dialog, EmptyState, Item, ItemList, StatusTag, useText } from '#ui';
import type { MemberView, OfficerConference } from '../../conference/schema.ts';
import type { Asked } from './asked.ts';
import { InviteForm } from './invite-form.tsx';
import { useLabel } from './words.tsx';

/** Who takes part, whether each reads at this moment, and what. */
export function MembersCard({ conference }: { readonly conference: OfficerConference }) {
  const { t } = useText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <Card title={t('plans.conference.members')} icon="shield" actions={conference.mayWrite ? <Button size="small" icon="plus" onClick={() => setAsked('new')}>{t('plans.conference.invite')}</Button> : null}>
      <ItemList items={conference.members} itemKey={(m) => m.memberId} label={t('plans.conference.members')} empty={<EmptyState icon="people" title={t('plans.conference.no-members')} />}>
        {(member) => <Line member={member} conference={conference} onChange={() => setAsked(member)} />}
      </ItemList>
      <Dialog open={asked !== null} onClose={close} title={t('plans.conference.invite')}>
        {asked === null ? null : <InviteForm conference={conference} asked={asked} onDone={close} />}
      </Dialog>
    </Card>
  );
}

function Line({ member, conference, onChange }: { readonly member: MemberView; readonly conference: OfficerConference; readonly onChange: () => void }) {
  const { t, formatList } = useText();
  const label = useLabel();
  const [ending, setEnding] = useState(false);
  const close = () => setEnding(false);
  const end = useMutation({ mutationFn: () => api.send('POST', `/api/conferences/${conference.conferenceId}/members/${member.memberId}/end`, {}), onSettled: close });
  const why = member.endedWhy === null ? '' : t(`plans.conference.why.${member.endedWhy}`);
  return (
    <Item
      title={label(member.name)} meta={member.reads ? (member.sections.length > 0 ? formatList(member.sections.map(label)) : t('plans.conference.minimum')) : why}
      tags={<StatusTag tone={member.reads ? 'success' : 'neutral'}>{t(member.reads ? 'plans.conference.reads' : 'plans.conference.reads-no-more')}</StatusTag>}
      actions={conference.mayWrite ? (
        <>
          <Button size="small" onClick={onChange}>{t(member.reads ? 'plans.conference.invite-again' : 'plans.conference.invite')}</Button>
          {member.reads ? <Button size="small" look="quiet" onClick={() => setEnding(true)}>{t('plans.conference.end-member')}</Button> : null}
        </>
      ) : null}
    >
      <Confirm open={ending} onClose={close} danger title={t('plans.conference.end-member')} description={t('plans.conference.end-member-sure')} confirmLabel={t('plans.conference.end-member')} pending={end.isPending} onConfirm={() => end.mutate()} />
    </Item>
  );
}
