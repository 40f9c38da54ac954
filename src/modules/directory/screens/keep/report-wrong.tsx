import { useState } from 'react';
import { api } from '#platform/client';
import { Button, Card, Form, ItemList, Note, RadioGroup, Stack, TextArea, useForm, useNotify, useText } from '#ui';
import { REPORT_SUBJECTS, reportSchema } from '../../schema/stewardship.ts';
import { useOwnReports } from './data.ts';
import { ReportItem } from './reports-card.tsx';

/** Any colleague says that something about a service is wrong, and reads here what became of it. */
export function ReportWrong({ serviceId }: { readonly serviceId: string }) {
  const { t } = useText();
  const [telling, setTelling] = useState(false);
  const own = (useOwnReports().data?.reports ?? []).filter((one) => one.kind === 'service' && one.entryId === serviceId);
  return (
    <Card title={t('directory.report.title')} icon="flag" actions={telling ? null : <Button size="small" onClick={() => setTelling(true)}>{t('directory.report.tell')}</Button>}>
      <Stack>
        {telling ? <TellForm serviceId={serviceId} onDone={() => setTelling(false)} /> : <Note>{t('directory.report.lead')}</Note>}
        {own.length > 0 ? <ItemList label={t('directory.report.own')} items={own} itemKey={(one) => one.id}>{(one) => <ReportItem report={one} steward={false} />}</ItemList> : null}
      </Stack>
    </Card>
  );
}

function TellForm({ serviceId, onDone }: { readonly serviceId: string; readonly onDone: () => void }) {
  const { t } = useText();
  const notify = useNotify();
  const form = useForm({
    id: `directory.wrong.${serviceId}`, schema: reportSchema, initial: { kind: 'service' as const, entryId: serviceId, text: '' },
    onSubmit: async (command) => {
      await api.send('POST', '/api/directory/reports', command);
      notify({ text: t('directory.report.thanks') });
      onDone();
    },
  });
  return (
    <Form form={form} submitLabel={t('directory.report.send')} onCancel={onDone}>
      <Stack>
        <RadioGroup {...form.field('subject')} label={t('directory.report.what')} options={REPORT_SUBJECTS.map((value) => ({ value, label: t(`directory.report.subject.${value}`) }))} />
        <TextArea {...form.field('text')} label={t('directory.report.words')} hint={t('directory.report.no-names')} rows={3} optional />
      </Stack>
    </Form>
  );
}
