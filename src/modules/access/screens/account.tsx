import { useEffect, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { LOCALES } from '#kernel/codes';
import { api, connection, useConnection } from '#platform/client';
import { Banner, Button, Card, Dialog, Form, Icon, Menu, Page, PageHeader, TextField, readPreference, setSingleLetterShortcuts, singleLetterShortcutsOn, useForm, useNotify, useText, writePreference } from '#ui';
import type { MenuItem } from '#ui';
import { changePassword } from '../schema.ts';
import { useSession } from './session.tsx';
import { SignInForm } from './sign-in.tsx';

export type Theme = 'system' | 'light' | 'dark';
const THEME_KEY = 'ventanilla.theme';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

export function keptTheme(): Theme {
  const kept = readPreference(THEME_KEY);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** Puts the chosen look on the page; `system` follows the device. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  writePreference(THEME_KEY, theme === 'system' ? null : theme);
}

/** Name, role and office; language, look, shortcuts, sign out. */
export function AccountMenu() {
  const { t } = useText();
  const { actor, officeName, setLocale, signOut } = useSession();
  const [theme, setTheme] = useState<Theme>(keptTheme);
  const [letters, setLetters] = useState(singleLetterShortcutsOn);
  const choose = (next: Theme) => {
    applyTheme(next);
    setTheme(next);
  };
  const items: MenuItem[] = [
    ...LOCALES.map((code) => ({ key: code, label: <span lang={code}>{t(`access.language.${code}`)}</span>, checked: actor.locale === code, onSelect: () => setLocale(code) })),
    ...THEMES.map((code) => ({ key: code, label: t(`access.theme.${code}`), checked: theme === code, onSelect: () => choose(code) })),
    { key: 'letters', label: t('access.shortcuts'), checked: letters, onSelect: () => { setSingleLetterShortcuts(!letters); setLetters(!letters); } },
    { key: 'out', label: t('access.sign-out'), icon: 'leave', onSelect: () => void signOut() },
  ];
  return (
    <Menu
      label={t('access.account')} items={items}
      heading={<><strong>{actor.displayName}</strong><br />{t(`access.role.${actor.role}`)}{officeName ? <><br />{officeName}</> : null}</>}
      trigger={
        <button type="button" className="access-account">
          <Icon name="person" />
          <span className="access-account__words">
            <strong>{actor.displayName}</strong>
            <span>{t(`access.role.${actor.role}`)}{officeName ? ` · ${officeName}` : ''}</span>
          </span>
          <Icon name="down" size={16} />
        </button>
      }
    />
  );
}

/** The session ended while somebody worked: sign in again over the page, which stays as it is. */
export function SignInAgain() {
  const { t } = useText();
  const { actor, refresh } = useSession();
  const { signedOut } = useConnection();
  const back = async () => {
    const now = await api.get<{ actor: { userId: string } } | null>('/api/session');
    if (now?.actor.userId !== actor.userId) return window.location.assign('/app');
    await refresh();
    connection.signedIn();
    connection.changed();
  };
  return (
    <Dialog open={signedOut} onClose={() => undefined} mandatory title={t('access.again.title')} description={t('access.again.text', { name: actor.displayName })}>
      <SignInForm onSignedIn={back} />
    </Dialog>
  );
}

const STEPS = [1, 7, 30, 90] as const;

/** On every page of a demo: the people are invented, and the clock can be moved forward. */
export function DemoBanner() {
  const { t, formatDate } = useText();
  const { session, refresh } = useSession();
  const notify = useNotify();
  const move = useMutation({
    mutationFn: (days: number) => api.send<{ now: string }>('POST', '/demo/clock', { days }),
    onSuccess: async ({ now }) => {
      await refresh();
      notify({ text: t('access.demo.moved', { date: formatDate(new Date(now), 'long') }) });
    },
  });
  if (!session.demo) return null;
  return (
    <aside className="access-demo-strip" aria-label={t('access.demo.strip')}>
      <span><Icon name="info" size={18} /> <strong>{t('access.demo.strip')}</strong></span>
      <span className="access-demo-strip__clock">
        <Menu
          label={t('access.demo.move')}
          items={STEPS.map((days) => ({ key: String(days), label: t('access.demo.days', { days }), icon: 'clock', onSelect: () => move.mutate(days) }))}
          heading={t('access.demo.move')}
          trigger={<Button size="small" look="quiet" icon="clock" pending={move.isPending} title={t('access.demo.move')}><span className="access-demo-strip__wide">{t('access.demo.today', { date: '' })}</span> {formatDate(new Date(session.now), 'short')}<span className="ui-hidden">. {t('access.demo.move')}</span></Button>}
        />
      </span>
    </aside>
  );
}

const twice = changePassword.extend({ again: z.string() }).refine((value) => value.next === value.again, { path: ['again'], message: 'access.password-differs' });

/** A password given by somebody else must be changed before anything is shown. */
export function ChangePasswordPage() {
  const { t } = useText();
  const { refresh } = useSession();
  const form = useForm({
    id: null, schema: twice, initial: { current: '', next: '', again: '' },
    onSubmit: async ({ current, next }) => {
      await api.send('POST', '/api/session/password', { current, next });
      await refresh();
    },
  });
  return (
    <Page width="narrow" title={t('access.password.title')}>
      <PageHeader title={t('access.password.title')} lead={t('access.password.lead')} />
      <Banner tone="info">{t('access.password.rule')}</Banner>
      <Card>
        <Form form={form} submitLabel={t('access.password.submit')}>
          <TextField {...form.field('current')} type="password" autoComplete="current-password" label={t('access.password.current')} />
          <TextField {...form.field('next')} type="password" autoComplete="new-password" label={t('access.password.next')} />
          <TextField {...form.field('again')} type="password" autoComplete="new-password" label={t('access.password.again')} />
        </Form>
      </Card>
    </Page>
  );
}

/** Keeps the chosen look when the page is opened. */
export function useKeptTheme(): void {
  useEffect(() => applyTheme(keptTheme()), []);
}
