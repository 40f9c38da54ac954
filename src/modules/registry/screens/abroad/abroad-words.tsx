import { Banner, DescriptionList, StatusTag, Timeline, useText, type Term, type Tone } from '#ui';
import type { AbroadMinimum, AbroadNeed, AbroadState, AbroadWord } from '../../schema.ts';
import { useBirthWords } from '../birth-words.ts';
import { useCountryName, useLanguageName } from '../person/data-card.tsx';

const TONES: Readonly<Record<AbroadState, Tone>> = {
  asked: 'info', 'more-asked': 'warning', accepted: 'success', declined: 'danger', 'taken-back': 'neutral', withdrawn: 'warning', expired: 'danger', overtaken: 'neutral', returned: 'danger',
};

/** How it stands, and when it is late. */
export function AbroadTag({ state, late }: { readonly state: AbroadState; readonly late: boolean }) {
  const { t } = useText();
  return <StatusTag tone={late ? 'danger' : TONES[state]} icon={late ? 'clock' : 'swap'}>{t(late ? 'registry.abroad.late' : `registry.abroad.state.${state}`)}</StatusTag>;
}

interface Copy { readonly minimum: AbroadMinimum; readonly needs: readonly AbroadNeed[] }

function useIdentityTerms(): (copy: AbroadMinimum) => Term[] {
  const { t, formatList } = useText();
  const [birth, country, language] = [useBirthWords(), useCountryName(), useLanguageName()];
  return (m) => [
    { term: t('registry.field.name'), value: [m.givenNames, m.surname1, m.surname2].filter(Boolean).join(' ') },
    { term: t('registry.field.birthDate'), value: m.birthDate ? birth(m.birthDate, m.birthPrecision) : null },
    { term: t('registry.field.sex'), value: m.sex ? t(`registry.sex.${m.sex}`) : null },
    { term: t('registry.abroad.other-names'), value: [m.preferredName, m.otherNames, m.marriedSurname].filter(Boolean).join(' · ') || null },
    { term: t('registry.abroad.nationalities'), value: formatList(m.nationalities.map(country)) || null },
    { term: t('registry.abroad.born-in'), value: [m.birthPlace, m.birthCountry ? country(m.birthCountry) : null].filter(Boolean).join(' · ') || null },
    { term: t('registry.abroad.language'), value: m.preferredLanguage ? language(m.preferredLanguage) : null },
  ].filter((term) => term.value !== null);
}

/** The copy as the other office reads it: what is not here does not go. */
export function MinimumView({ minimum, needs }: Copy) {
  const { t, locale } = useText();
  const identity = useIdentityTerms();
  const papers = minimum.documents.map((d) => [t(`registry.document.${d.type}`), d.number, d.country].filter(Boolean).join(' '));
  const ways = minimum.contacts.map((c) => [`${t(`registry.channel.${c.channel}`)}: ${c.value}`, c.hours].filter(Boolean).join(' · '));
  return (
    <DescriptionList
      columns={2}
      items={[
        ...identity(minimum),
        { term: t('registry.abroad.contacts'), value: ways.length > 0 ? <ul>{ways.map((w) => <li key={w}>{w}</li>)}</ul> : t('registry.abroad.none') },
        { term: t('registry.abroad.documents'), value: papers.length > 0 ? <ul>{papers.map((p) => <li key={p}>{p}</li>)}</ul> : t('registry.abroad.none') },
        { term: t('registry.abroad.needs'), value: needs.length > 0 ? <ul>{needs.map((n) => <li key={n.code}>{n.label[locale]} · {t(`registry.urgency.${n.urgency}`)}</li>)}</ul> : t('registry.abroad.none') },
      ]}
    />
  );
}

/** What the two offices did and wrote, in order. */
export function WordsView({ words }: { readonly words: readonly AbroadWord[] }) {
  const { t, formatDate } = useText();
  return (
    <Timeline
      label={t('registry.abroad.said')}
      items={words.map((w, i) => ({ key: String(i), when: formatDate(w.on), title: t(`registry.abroad.word.${w.kind}`), who: w.by ?? (w.side === 'none' ? null : t(`registry.abroad.side.${w.side}`)), detail: w.words }))}
    />
  );
}

/** That a hand-over carries what only the closed circle reads. */
export function CircleNote({ restricted }: { readonly restricted: boolean }) {
  const { t } = useText();
  return restricted ? <Banner tone="warning" icon="lock" title={t('registry.abroad.restricted')} /> : null;
}

