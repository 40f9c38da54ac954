import { useState } from 'react';
import { api } from '#platform/client';
import { Button, Card, Checkbox, Dialog, EmptyState, Form, Item, ItemList, RadioGroup, Select, StatusTag, TextField, useForm, useText } from '#ui';
import { CHANNELS, ContactInput, ReplaceContact, SAFETIES, type PersonContact } from '../../schema.ts';

const TONES = { safe: 'success', 'ask-first': 'warning', unsafe: 'danger' } as const;
const WORDS = { safe: 'registry.person.contact-safe', 'ask-first': 'registry.person.contact-ask', unsafe: 'registry.person.contact-unsafe' } as const;

function useContactMeta(): (contact: PersonContact) => string {
  const { t, formatDate } = useText();
  return (c) => [
    t(`registry.channel.${c.channel}`), c.whoAnswers ? t('registry.contacts.answers', { who: c.whoAnswers }) : null, c.hours ? t('registry.contacts.at', { hours: c.hours }) : null,
    t(c.mayLeaveMessage ? 'registry.person.message-ok' : 'registry.person.no-message'), c.neutralSender ? t('registry.contacts.signed', { sender: c.neutralSender }) : null,
    t('registry.papers.recorded', { date: formatDate(c.recordedAt) }),
  ].filter(Boolean).join(' · ');
}

/** Ways to reach a person. The safety of each stands first: who reads only one word reads that one. */
export function ContactsCard({ personId, contacts, mayRecord }: { readonly personId: string; readonly contacts: readonly PersonContact[]; readonly mayRecord: boolean }) {
  const { t } = useText();
  const meta = useContactMeta();
  const [target, setTarget] = useState<{ readonly contact: PersonContact | null } | null>(null);
  return (
    <Card
      title={t('registry.person.contact')} icon="phone" count={contacts.length} flush
      actions={mayRecord ? <Button size="small" icon="plus" onClick={() => setTarget({ contact: null })}>{t('registry.contacts.add')}</Button> : null}
    >
      <ItemList items={contacts} itemKey={(c) => c.id} label={t('registry.person.contact')} empty={<EmptyState icon="phone" title={t('registry.person.no-contact')} />}>
        {(contact) => (
          <Item
            title={contact.value} meta={meta(contact)} tags={<StatusTag tone={TONES[contact.safety]} icon="phone">{t(WORDS[contact.safety])}</StatusTag>}
            actions={mayRecord ? <Button size="small" look="quiet" icon="edit" onClick={() => setTarget({ contact })}>{t('registry.papers.change')}</Button> : null}
          />
        )}
      </ItemList>
      {target ? <ContactDialog personId={personId} contact={target.contact} onClose={() => setTarget(null)} /> : null}
    </Card>
  );
}

interface ContactDialogProps { readonly personId: string; readonly contact: PersonContact | null; readonly onClose: () => void }

function startOf(contact: PersonContact | null) {
  if (!contact) return { channel: 'phone' as const, safety: 'ask-first' as const, mayLeaveMessage: false };
  const { channel, value, safety, mayLeaveMessage, whoAnswers, hours, neutralSender } = contact;
  return {
    channel: channel as (typeof CHANNELS)[number], value, safety, mayLeaveMessage, ...(whoAnswers ? { whoAnswers } : {}), ...(hours ? { hours } : {}),
    ...(neutralSender ? { neutralSender } : {}),
  };
}

function ContactDialog({ personId, contact, onClose }: ContactDialogProps) {
  const { t } = useText();
  const form = useForm({
    id: null, schema: ContactInput, initial: startOf(contact),
    onSubmit: async (entry) => {
      if (contact) await api.send('POST', `/api/people/${personId}/contacts/${contact.id}`, ReplaceContact.parse({ replacement: entry }));
      else await api.send('POST', `/api/people/${personId}/contacts`, entry);
      onClose();
    },
  });
  const end = async () => {
    await api.send('POST', `/api/people/${personId}/contacts/${contact!.id}`, { replacement: null });
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={t(contact ? 'registry.contacts.change-title' : 'registry.contacts.add')} description={contact ? t('registry.papers.kept') : undefined}>
      <Form form={form} submitLabel={t('registry.papers.save')} onCancel={onClose} actions={contact ? <Button look="quiet" icon="trash" onClick={() => void end()}>{t('registry.contacts.end')}</Button> : undefined}>
        <Select {...form.field('channel')} label={t('registry.contacts.channel')} options={CHANNELS.map((value) => ({ value, label: t(`registry.channel.${value}`) }))} />
        <TextField {...form.field('value')} label={t('registry.contacts.value')} spellCheck={false} />
        <RadioGroup {...form.field('safety')} label={t('registry.register.safety')} options={SAFETIES.map((value) => ({ value, label: t(`registry.safety.${value}`) }))} />
        <TextField {...form.field('whoAnswers')} label={t('registry.contacts.who-answers')} optional />
        <TextField {...form.field('hours')} label={t('registry.contacts.hours')} optional />
        <Checkbox {...form.field('mayLeaveMessage')} label={t('registry.person.message-ok')} />
        {form.values.mayLeaveMessage ? <TextField {...form.field('neutralSender')} label={t('registry.contacts.sender')} hint={t('registry.contacts.sender-hint')} optional /> : null}
      </Form>
    </Dialog>
  );
}
