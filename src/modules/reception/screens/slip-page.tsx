import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, ButtonRow, Icon, LinkButton, Loaded, Page, PageHeader, PrintPage, useText } from '#ui';
import type { SlipContent } from '../schema.ts';
import './slip.css';

/** The paper a person leaves with: their code, the next step, the place and the day. It tells no story. */
export function SlipPage({ slipId }: { readonly slipId: string }) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['reception', 'slip', slipId], queryFn: () => api.get<SlipContent>(`/api/reception/slips/${slipId}`), staleTime: Infinity });
  const title = t('reception.slip.page');
  return (
    <Page width="narrow" title={title}>
      <div className="ui-no-print">
        <PageHeader
          title={title} lead={t('reception.slip.lead')} back={{ href: '/app/arrivals', label: t('reception.arrivals.title') }}
          actions={<ButtonRow>
            <Button look="primary" icon="print" shortcut="p" onClick={() => window.print()}>{t('reception.slip.print')}</Button>
            <LinkButton href="/app/arrivals" icon="people" shortcut="b">{t('reception.slip.back')}</LinkButton>
          </ButtonRow>}
        />
      </div>
      <Loaded query={query}>{(slip) => <Slip slip={slip} />}</Loaded>
    </Page>
  );
}

/** One slip as it prints. */
export function Slip({ slip }: { readonly slip: SlipContent }) {
  const { words } = slip;
  const day = new Intl.DateTimeFormat(slip.language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${slip.issuedOn}T12:00:00Z`));
  return (
    <PrintPage pocket>
      <div lang={slip.language} className="reception-slip">
        <header className="reception-slip__head">
          <div>
            <h2 className="reception-slip__title">{words.title}</h2>
            <p className="reception-slip__label">{words.code}</p>
            <p className="reception-slip__code">{slip.publicCode}</p>
          </div>
          <svg className="reception-slip__qr" viewBox={`-4 -4 ${slip.qr.size + 8} ${slip.qr.size + 8}`} role="img" aria-label={slip.publicCode}>
            <rect x="-4" y="-4" width={slip.qr.size + 8} height={slip.qr.size + 8} fill="#fff" />
            <path d={slip.qr.path} fill="#000" />
          </svg>
        </header>
        <section>
          <h3 className="reception-slip__label">{words.nextStep}</h3>
          <p className="reception-slip__step"><Icon name="right" size={20} /> {words.step}</p>
        </section>
        <section>
          <h3 className="reception-slip__label">{words.where}</h3>
          <p><strong>{slip.windowName}</strong><br />{slip.placeName}</p>
        </section>
        <p>{words.bring}</p>
        <footer className="reception-slip__foot">{words.issued} {day}. {words.keep}</footer>
      </div>
    </PrintPage>
  );
}
