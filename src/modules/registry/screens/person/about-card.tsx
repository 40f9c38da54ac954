import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { useSession } from '#access/screens';
import { FACTS, LANGUAGE_LEVELS } from '#kernel/facts';
import { api } from '#platform/client';
import { Banner, Button, Card, DescriptionList, Dialog, Form, Grid, Note, RadioGroup, Select, Stack, useForm, useText } from '#ui';
import type { Term } from '#ui';
import type { FactInput, PersonDetail, PersonFact } from '../../schema.ts';
import { useLanguageName } from './data-card.tsx';
import { originOfFact, Sourced, useSources } from './sourced.tsx';

interface People { readonly code: string; readonly name: string; readonly kinds: readonly string[] }
interface Choices { readonly languages: readonly string[]; readonly peoples: readonly People[] }

function useChoices(): Choices {
  const query = useQuery({ queryKey: ['registry', 'person-choices'], staleTime: Infinity, queryFn: () => api.get<Choices>('/api/person-choices') });
  return query.data ?? { languages: [], peoples: [] };
}

const factOf = (detail: PersonDetail, code: string): PersonFact | undefined => detail.facts.find((f) => f.code === code);
const languagesOf = (detail: PersonDetail) => (factOf(detail, 'languages')?.value ?? {}) as Readonly<Record<string, string>>;

/** Which sentence says what was answered about a people; a people that the country names is shown by its name. */
function peopleKey(indigenous: PersonFact | undefined, afro: PersonFact | undefined): string | null {
  if (indigenous?.state === 'declined') return 'registry.about.declined';
  if (indigenous?.value === true) return 'registry.about.other-people';
  if (afro?.value === true) return 'registry.about.afro';
  return indigenous ? 'registry.about.no-people' : null;
}

const BELONGS: ReadonlySet<string | null> = new Set(['registry.about.other-people', 'registry.about.afro']);

function usePeopleWords(): (detail: PersonDetail) => string | null {
  const { t } = useText();
  const { peoples } = useChoices();
  return (detail) => {
    const key = peopleKey(factOf(detail, 'indigenous'), factOf(detail, 'afrodescendant'));
    const named = BELONGS.has(key) ? peoples.find((p) => p.code === factOf(detail, 'indigenousPeople')?.value) : undefined;
    return named?.name ?? (key === null ? null : t(key));
  };
}

interface Shown { readonly term: string; readonly value: string | null; readonly fact: PersonFact | undefined }

function useShown(detail: PersonDetail): Shown[] {
  const { t } = useText();
  const language = useLanguageName();
  const people = usePeopleWords();
  const spoken = factOf(detail, 'languages');
  const gender = factOf(detail, 'genderIdentity');
  const literacy = factOf(detail, 'literacy');
  return [
    ...Object.entries(languagesOf(detail)).map(([code, level]) => ({ term: language(code), value: t(`registry.language-level.${level}`), fact: spoken })),
    { term: t('registry.about.literacy'), value: literacy?.state === 'known' ? t(`registry.literacy.${String(literacy.value)}`) : null, fact: literacy },
    { term: t('registry.about.people'), value: people(detail), fact: factOf(detail, 'indigenous') ?? factOf(detail, 'afrodescendant') },
    { term: t('registry.about.gender'), value: gender?.state === 'known' ? t(`registry.gender.${String(gender.value)}`) : null, fact: gender },
  ].filter((shown) => shown.value !== null);
}

/** Languages, reading, and the people somebody says they belong to; on demand, how each is known. Gender as declared is read by protection only. */
export function AboutCard({ detail, mayRecord }: { readonly detail: PersonDetail; readonly mayRecord: boolean }) {
  const { t } = useText();
  const shown = useShown(detail);
  const sources = useSources();
  const [open, setOpen] = useState(false);
  const terms = shown.map(({ term, value, fact }): Term => ({ term, value: sources.shown ? <Sourced value={value!} origin={fact && originOfFact(fact)} /> : value }));
  return (
    <Card
      title={t('registry.about.title')} icon="language"
      actions={(
        <>
          {terms.length > 0 ? sources.button : null}
          {mayRecord ? <Button size="small" icon="edit" onClick={() => setOpen(true)}>{t('registry.about.change')}</Button> : null}
        </>
      )}
    >
      {terms.length === 0 ? <Note>{t('registry.about.none')}</Note> : <DescriptionList items={terms} columns={2} />}
      {open ? <AboutDialog detail={detail} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

const ROWS = [0, 1, 2] as const;
const NO_PEOPLE = 'none';
const OTHER_PEOPLE = 'other-indigenous';
const AFRO = 'afro';
const DECLINED = 'declined';

const About = z.object({
  languages: z.array(z.object({ code: z.string().optional(), level: z.enum(LANGUAGE_LEVELS).optional() })),
  literacy: z.enum(FACTS.literacy.values).optional(),
  people: z.string().optional(),
  gender: z.enum(FACTS.genderIdentity.values).optional(),
});
type About = z.output<typeof About>;

const fact = (code: string, value: unknown): FactInput => ({ code, value } as FactInput);

/** What the answer about a people means: both questions are answered at once, or both are declined. */
function peopleFacts(answer: string, peoples: readonly People[]): FactInput[] {
  if (answer === DECLINED) return ['indigenous', 'indigenousPeople', 'afrodescendant'].map((code) => ({ code, state: 'declined' }));
  const kinds = peoples.find((p) => p.code === answer)?.kinds ?? (answer === OTHER_PEOPLE ? ['indigenous'] : answer === AFRO ? ['afro'] : []);
  const named = peoples.some((p) => p.code === answer);
  return [
    fact('indigenous', kinds.includes('indigenous')), fact('afrodescendant', kinds.includes('afro')),
    ...(answer === NO_PEOPLE ? [] : [fact('indigenousPeople', named ? answer : 'other')]),
  ];
}

function factsFrom(about: About, peoples: readonly People[]): FactInput[] {
  const spoken = Object.fromEntries(about.languages.flatMap((l) => (l.code && l.level ? [[l.code, l.level]] : [])));
  return [
    ...(Object.keys(spoken).length > 0 ? [fact('languages', spoken)] : []),
    ...(about.literacy ? [fact('literacy', about.literacy)] : []),
    ...(about.people ? peopleFacts(about.people, peoples) : []),
    ...(about.gender ? [fact('genderIdentity', about.gender)] : []),
  ];
}

function startOf(detail: PersonDetail) {
  const spoken = Object.entries(languagesOf(detail)).map(([code, level]) => ({ code, level: level as (typeof LANGUAGE_LEVELS)[number] }));
  const people = factOf(detail, 'indigenousPeople');
  return { languages: [...spoken, ...ROWS.map(() => ({}))].slice(0, Math.max(ROWS.length, spoken.length + 1)), ...(people?.state === 'known' && people.value !== 'other' ? { people: String(people.value) } : {}) };
}

function AboutDialog({ detail, onClose }: { readonly detail: PersonDetail; readonly onClose: () => void }) {
  const { t } = useText();
  const { actor } = useSession();
  const choices = useChoices();
  const language = useLanguageName();
  const form = useForm({
    id: null, schema: About, initial: startOf(detail),
    onSubmit: async (about) => {
      const facts = factsFrom(about, choices.peoples);
      if (facts.length > 0) await api.send('POST', `/api/people/${detail.person.personId}/facts`, { facts });
      onClose();
    },
  });
  const peoples = [
    { value: NO_PEOPLE, label: t('registry.about.no-people') }, ...choices.peoples.map((p) => ({ value: p.code, label: p.name })), { value: OTHER_PEOPLE, label: t('registry.about.other-people') },
    { value: AFRO, label: t('registry.about.afro') }, { value: DECLINED, label: t('registry.about.declined') },
  ];
  return (
    <Dialog open onClose={onClose} title={t('registry.about.title')} description={t('registry.about.lead')}>
      <Form form={form} submitLabel={t('registry.papers.save')} onCancel={onClose}>
        <Stack gap={2}>
          {(form.values.languages ?? []).map((_, i) => (
            <Grid key={i} min="tiny" gap={2}>
              <Select {...form.field(`languages.${i}.code`)} label={t('registry.about.language', { n: i + 1 })} options={choices.languages.map((value) => ({ value, label: language(value) }))} optional />
              <Select {...form.field(`languages.${i}.level`)} label={t('registry.about.level')} options={LANGUAGE_LEVELS.map((value) => ({ value, label: t(`registry.language-level.${value}`) }))} optional />
            </Grid>
          ))}
        </Stack>
        <RadioGroup {...form.field('literacy')} label={t('registry.about.literacy')} options={FACTS.literacy.values.map((value) => ({ value, label: t(`registry.literacy.${value}`) }))} layout="row" optional />
        <Select {...form.field('people')} label={t('registry.about.people-question')} options={peoples} optional />
        {actor.role === 'protection' ? (
          <>
            <Banner tone="info" icon="lock">{t('registry.about.reserved')}</Banner>
            <Select {...form.field('gender')} label={t('registry.about.gender')} options={FACTS.genderIdentity.values.map((value) => ({ value, label: t(`registry.gender.${value}`) }))} optional />
          </>
        ) : null}
      </Form>
    </Dialog>
  );
}
