import { useState } from 'react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, Card, DataTable, Dialog, EmptyState, Form, Loaded, Note, Page, PageHeader, Stack, StatusTag, Tabs, TextArea, TextField, useForm, useNotify, useText } from '#ui';
import type { Column } from '#ui';
import { ACCOUNT_LISTS, endAccount, type AccountList, type AccountPage } from '../schema.ts';

type Line = AccountPage['lines'][number];

function useAccounts(list: AccountList, text: string) {
  return useInfiniteQuery({
    queryKey: ['access', 'accounts', list, text], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam: after, signal }) => api.ask<AccountPage>('/api/accounts/search', { list, text, ...(after === '' ? {} : { after }) }, signal),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

function EndDialog({ line, onClose }: { readonly line: Line; readonly onClose: () => void }) {
  const { t } = useText();
  const notify = useNotify();
  const form = useForm({
    id: `access.end.${line.accountId}`, schema: endAccount, initial: {},
    onSubmit: async (command) => {
      await api.send('POST', `/api/accounts/${line.accountId}/end`, command);
      notify({ text: t('access.accounts.ended-notice', { name: line.displayName }) });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('access.accounts.end-of', { name: line.displayName })} description={t('access.accounts.end-text')}>
      <Form form={form} submitLabel={t('access.accounts.end')} onCancel={onClose}>
        <TextArea {...form.field('why')} label={t('access.accounts.why')} rows={2} />
      </Form>
    </Dialog>
  );
}

function useColumns(onEnd: (line: Line) => void): readonly Column<Line>[] {
  const { t, has, formatDate } = useText();
  const role = (code: string) => (has(`access.role.${code}`) ? t(`access.role.${code}`) : code);
  return [
    { key: 'name', title: t('access.accounts.name'), cell: (line) => <>{line.displayName}<div className="ui-note">{line.login}</div></> },
    { key: 'role', title: t('access.accounts.role'), cell: (line) => role(line.role) },
    { key: 'office', title: t('access.accounts.office'), cell: (line) => <>{line.officeName ?? '—'}{line.officeClosed ? <StatusTag tone="warning">{t('access.accounts.office-closed')}</StatusTag> : null}</> },
    {
      key: 'end', title: t('access.accounts.state'),
      cell: (line) => {
        if (line.endedAt) return <>{formatDate(line.endedAt, 'time')}<div className="ui-note">{line.endedWhy}</div></>;
        return line.own ? t('access.accounts.own') : <Button size="small" onClick={() => onEnd(line)}>{t('access.accounts.end')}</Button>;
      },
    },
  ];
}

function Lines({ list, text }: { readonly list: AccountList; readonly text: string }) {
  const { t } = useText();
  const pages = useAccounts(list, text);
  const [ending, setEnding] = useState<Line | null>(null);
  const columns = useColumns(setEnding);
  return (
    <Card flush>
      <Loaded query={pages}>
        {(data) => <DataTable caption={t(`access.accounts.${list}`)} columns={columns} rows={data.pages.flatMap((p) => p.lines)} rowKey={(line) => line.accountId} empty={<EmptyState icon="people" title={t('access.accounts.none')} />} />}
      </Loaded>
      {pages.hasNextPage ? <Note><Button size="small" pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('access.accounts.more')}</Button></Note> : null}
      {ending ? <EndDialog line={ending} onClose={() => setEnding(null)} /> : null}
    </Card>
  );
}

/** Accounts of the country: who has one, and how one ends. */
export function AccountsPage() {
  const { t } = useText();
  const [list, setList] = useState<AccountList>('active');
  const [text, setText] = useState('');
  const counts = useAccounts(list, text).data?.pages[0]?.counts;
  const title = t('access.accounts.title');
  return (
    <Page title={title} width="wide">
      <PageHeader title={title} lead={t('access.accounts.lead')} back={{ href: '/app', label: t('access.audit.title') }} />
      <Stack>
        <TextField name="filter" type="search" label={t('access.accounts.filter')} value={text} onChange={(value) => setText(value ?? '')} maxLength={100} width="medium" spellCheck={false} />
        <Tabs
          label={title} value={list} onChange={(key) => setList(key as AccountList)}
          tabs={ACCOUNT_LISTS.map((key) => ({ key, label: t(`access.accounts.${key}`), ...(counts ? { count: counts[key] } : {}), content: key === list ? <Lines list={key} text={text} /> : null }))}
        />
      </Stack>
    </Page>
  );
}
