import { useSession } from '#access/screens';
import { AnalystPage } from './analyst-page.tsx';
import { SupervisorPage } from './supervisor-page.tsx';

/** Counts for whoever signed in: exact with lists for supervisors, protected for analysts. */
export function CountsPage() {
  const { actor } = useSession();
  return actor.role === 'supervisor' ? <SupervisorPage /> : <AnalystPage />;
}
