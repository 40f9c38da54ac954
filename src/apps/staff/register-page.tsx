import { useSession } from '#access/screens';
import { ReturnForm, ReturnsPanel } from '#reception/screens';
import { RegisterAtWindowPage, RegisterSteps, type After } from '#registry/pages';
import { Card, LinkButton, Loaded, Page, PageHeader, Stack, useNavigate, useText } from '#ui';
import { useCasePage } from './case/use-case.ts';

/** Who may record a return at a window; everybody else goes from registering to the case. */
const RECORDERS: ReadonlySet<string> = new Set(['reception', 'window']);

const TO_THE_RETURN: After = { address: ({ caseId }) => (caseId ? `/app/cases/${caseId}/return` : '/app/people'), step: 'return' };

/** Registering at a window, and then the return of the person. */
export function RegisterPage() {
  const { actor } = useSession();
  return RECORDERS.has(actor.role) ? <RegisterAtWindowPage then={TO_THE_RETURN} /> : <RegisterAtWindowPage />;
}

/** The last step of registering: when, how and from where the person came back. It can be left for later. */
export function RegisterReturnPage({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const navigate = useNavigate();
  const query = useCasePage(caseId);
  const toCase = `/app/cases/${caseId}`;
  return (
    <Loaded query={query}>
      {({ case: found, person }) => (
        <Page title={t('staff.register.return')} width="narrow">
          <PageHeader title={t('staff.register.return')} over={[found.publicCode, [person.givenNames, person.surname1, person.surname2].filter(Boolean).join(' ')].join(' · ')} lead={t('staff.register.return-lead')} />
          <RegisterSteps current="return" last="return" />
          <Stack>
            {person.lastReturnOn ? <ReturnsPanel personId={person.personId} /> : null}
            <Card>
              <ReturnForm
                personId={person.personId} destination={found.destinationAdmin2} onRecorded={() => navigate(toCase)}
                actions={<LinkButton look="quiet" href={toCase}>{t('staff.register.return-later')}</LinkButton>}
              />
            </Card>
          </Stack>
        </Page>
      )}
    </Loaded>
  );
}
