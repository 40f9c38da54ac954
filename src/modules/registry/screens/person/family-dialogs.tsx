import { z } from 'zod';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import { CheckboxGroup, Combobox, Dialog, Form, RadioGroup, Select, TextArea, TextField, useForm, useText } from '#ui';
import type { ComboOption, FieldBinding, FieldWords } from '#ui';
import { KeepApart, RecordRelation, RELATION_EVIDENCE, RELATION_WORDS, type FamilyMemberView, type PersonDetail, type PersonLine } from '../../schema.ts';

async function findPeople(text: string): Promise<ComboOption[]> {
  const { people } = await api.ask<{ people: PersonLine[] }>('/api/people/search', { text });
  return people.map((p) => ({ value: p.personId, label: p.name, note: p.publicCode }));
}

async function personOption(id: string): Promise<ComboOption | null> {
  const { person } = await api.get<PersonDetail>(`/api/people/${id}`);
  return { value: id, label: [person.givenNames, person.surname1, person.surname2].filter(Boolean).join(' '), note: person.publicCode };
}

/** Somebody whom the office sees, found while typing a name, code or number. */
export function PersonField(props: FieldBinding<string> & FieldWords) {
  return <Combobox {...props} load={findPeople} resolve={personOption} />;
}

interface DialogProps { readonly personId: string; readonly onClose: () => void }

/** "The other is … of this person", and how that is known. */
export function RelationDialog({ personId, onClose }: DialogProps) {
  const { t } = useText();
  const { actor } = useSession();
  const form = useForm({
    id: null, schema: RecordRelation, initial: { evidence: 'declared' },
    onSubmit: async (command) => {
      await api.send('POST', `/api/people/${personId}/relations`, command);
      onClose();
    },
  });
  const evidence = RELATION_EVIDENCE.filter((value) => value !== 'verified' || actor.role === 'protection');
  return (
    <Dialog open onClose={onClose} title={t('registry.family.add')} description={t('registry.family.add-lead')}>
      <Form form={form} submitLabel={t('registry.family.save')} onCancel={onClose}>
        <PersonField {...form.field('otherPersonId')} label={t('registry.family.who')} hint={t('registry.family.who-hint')} />
        <Select {...form.field('word')} label={t('registry.family.what')} options={RELATION_WORDS.map((value) => ({ value, label: t(`registry.relation.${value}`) }))} />
        <RadioGroup {...form.field('evidence')} label={t('registry.identity.how-known')} options={evidence.map((value) => ({ value, label: t(`registry.relation-evidence.${value}`) }))} />
      </Form>
    </Dialog>
  );
}

const Move = z.object({
  where: z.enum(['with', 'new', 'none'], { error: 'platform.missing' }), personId: z.uuid({ error: 'platform.missing' }).optional(), people: z.array(z.string()).default([]),
  reason: z.string().trim().max(300, { error: 'registry.text-too-long' }).optional(),
}).refine((move) => move.where !== 'with' || move.personId !== undefined, { error: 'platform.missing', path: ['personId'] });

/** This person, and whoever goes along, moves: to somebody, to a home of their own, or to live alone. */
export function HouseholdDialog({ personId, members, onClose }: DialogProps & { readonly members: readonly FamilyMemberView[] }) {
  const { t } = useText();
  const form = useForm({
    id: null, schema: Move, initial: { people: [] },
    onSubmit: async ({ where, personId: other, people, reason }) => {
      await api.send('POST', `/api/people/${personId}/household`, { people, to: where === 'with' ? { where, personId: other } : { where }, reason });
      onClose();
    },
  });
  const along = members.flatMap((m) => (m.personId ? [{ value: m.personId, label: m.name ?? '' }] : []));
  return (
    <Dialog open onClose={onClose} title={t('registry.family.household-change')} description={t('registry.family.household-lead')}>
      <Form form={form} submitLabel={t('registry.family.save')} onCancel={onClose}>
        <RadioGroup {...form.field('where')} label={t('registry.family.where')} options={(['with', 'new', 'none'] as const).map((value) => ({ value, label: t(`registry.family.where-${value}`) }))} />
        {form.values.where === 'with' ? <PersonField {...form.field('personId')} label={t('registry.family.with-whom')} hint={t('registry.family.who-hint')} /> : null}
        {along.length > 0 ? <CheckboxGroup {...form.field('people')} label={t('registry.family.along')} options={along} optional /> : null}
        <TextField {...form.field('reason')} label={t('registry.identity.why')} optional />
      </Form>
    </Dialog>
  );
}

/** Protection keeps two people apart, with the reason, which only protection reads. */
export function ApartDialog({ personId, onClose }: DialogProps) {
  const { t } = useText();
  const form = useForm({
    id: null, schema: KeepApart, initial: {},
    onSubmit: async (command) => {
      await api.send('POST', `/api/people/${personId}/apart`, command);
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('registry.family.keep-apart')} description={t('registry.family.apart-lead')}>
      <Form form={form} submitLabel={t('registry.family.keep-apart')} onCancel={onClose}>
        <PersonField {...form.field('otherPersonId')} label={t('registry.family.from-whom')} hint={t('registry.family.who-hint')} />
        <TextArea {...form.field('reason')} label={t('registry.identity.why')} rows={2} />
      </Form>
    </Dialog>
  );
}
