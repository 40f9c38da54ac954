import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { LOCALES } from '#kernel/codes';
import type { CountryCode, Locale } from '#kernel/codes';
import { api } from '#platform/client';
import { Banner, Button, Card, Form, Icon, RadioGroup, TextField, useErrorSentence, useForm, useText } from '#ui';
import { signIn } from '../schema.ts';
import './access.css';

interface DemoSignIn {
  readonly country: CountryCode;
  readonly role: string;
  readonly login: string;
  readonly password: string;
  readonly displayName: string;
  readonly officeEs: string | null;
  readonly officeEn: string | null;
}

/** In the order of the journey, so that whoever tries the demo starts where it starts. */
const JOURNEY = ['reception', 'protection', 'window', 'provider', 'supervisor', 'steward', 'analyst', 'auditor', 'administrator'];

function byJourney(a: DemoSignIn, b: DemoSignIn): number {
  return JOURNEY.indexOf(a.role) - JOURNEY.indexOf(b.role) || a.login.localeCompare(b.login);
}

/** Sign-ins of the demo; none where this is no demo. */
async function demoSignIns(): Promise<readonly DemoSignIn[]> {
  const answer = await api.get<{ signIns: readonly DemoSignIn[] }>('/demo/sign-ins').catch(() => null);
  return [...(answer?.signIns ?? [])].sort(byJourney);
}

/** Name and password. */
export function SignInForm({ onSignedIn }: { readonly onSignedIn: () => void | Promise<void> }) {
  const { t } = useText();
  const form = useForm({
    id: null, schema: signIn, initial: { login: '', password: '' },
    onSubmit: async (command) => {
      await api.post('/api/sign-in', command);
      await onSignedIn();
    },
  });
  return (
    <Form form={form} submitLabel={t('access.sign-in.submit')} submitShortcut="" label={t('access.sign-in.title')}>
      <TextField {...form.field('login')} label={t('access.sign-in.login')} autoComplete="username" autoFocus spellCheck={false} />
      <TextField {...form.field('password')} label={t('access.sign-in.password')} type="password" autoComplete="current-password" />
    </Form>
  );
}

/** A mark of our own: a window with its counter. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg className="access-mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M7 26V14a9 9 0 0 1 18 0v12z" className="access-mark__wall" />
      <path d="M10.5 23.5V14a5.5 5.5 0 0 1 4.5-5.4v14.9zM17 8.6a5.5 5.5 0 0 1 4.5 5.4v9.5H17z" className="access-mark__light" />
      <path d="M4 26h24v3H4z" className="access-mark__sill" />
    </svg>
  );
}

function LanguageChoice({ onChange }: { readonly onChange: (locale: Locale) => void }) {
  const { locale, t } = useText();
  return (
    <div className="access-languages" role="group" aria-label={t('access.language')}>
      {LOCALES.map((code) => (
        <Button key={code} size="small" look="quiet" lang={code} aria-pressed={code === locale} onClick={() => onChange(code)}>
          {t(`access.language.${code}`)}
        </Button>
      ))}
    </div>
  );
}

function DemoList({ list, onSignedIn }: { readonly list: readonly DemoSignIn[]; readonly onSignedIn: () => void | Promise<void> }) {
  const { t, locale } = useText();
  const sentence = useErrorSentence();
  const countries = [...new Set(list.map((one) => one.country))];
  const [country, setCountry] = useState<CountryCode | undefined>(countries[0]);
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  const enter = async ({ login, password }: DemoSignIn) => {
    setBusy(login);
    setFailure(null);
    try {
      await api.post('/api/sign-in', { login, password });
      await onSignedIn();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(null);
    }
  };
  return (
    <Card title={t('access.demo.title')} icon="people">
      <p className="ui-soft">{t('access.demo.text')}</p>
      <RadioGroup
        name="country" label={t('access.demo.country')} layout="row" value={country} onChange={setCountry}
        options={countries.map((code) => ({ value: code, label: names.of(code) ?? code }))}
      />
      {failure ? <Banner tone="danger" live>{sentence(failure)}</Banner> : null}
      <ul className="access-demo">
        {list.filter((one) => one.country === country).map((one) => (
          <li key={one.login}>
            <button type="button" className="access-demo__one" disabled={busy !== null} onClick={() => void enter(one)}>
              <span className="access-demo__words">
                <strong>{t(`access.role.${one.role}`)}</strong>
                <span className="ui-soft">{(locale === 'en' ? one.officeEn : one.officeEs) ?? one.displayName}</span>
              </span>
              {busy === one.login ? <span className="ui-spinner" aria-hidden="true" /> : <Icon name="right" />}
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The first page of whoever is not signed in. */
export function SignInPage({ onSignedIn, onLocale }: { readonly onSignedIn: () => void | Promise<void>; readonly onLocale: (locale: Locale) => void }) {
  const { t } = useText();
  const demo = useQuery({ queryKey: ['demo-sign-ins'], queryFn: demoSignIns, staleTime: Infinity });
  const list = demo.data ?? [];
  return (
    <div className="access-entrance">
      <title>{`${t('access.sign-in.title')} · ${t('ui.product')}`}</title>
      <header className="access-entrance__head">
        <span className="access-brand"><Mark size={40} /> {t('ui.product')}</span>
        <LanguageChoice onChange={onLocale} />
      </header>
      <main className={list.length > 0 ? 'access-entrance__main access-entrance__main--demo' : 'access-entrance__main'}>
        {list.length > 0 ? <div className="access-entrance__notice"><Banner tone="warning" icon="info">{t('access.demo.banner')}</Banner></div> : null}
        <div className="access-entrance__form">
          <h1>{t('access.sign-in.title')}</h1>
          <p className="ui-soft">{t('access.sign-in.lead')}</p>
          <Card><SignInForm onSignedIn={onSignedIn} /></Card>
        </div>
        {list.length > 0 ? <DemoList list={list} onSignedIn={onSignedIn} /> : null}
      </main>
    </div>
  );
}
