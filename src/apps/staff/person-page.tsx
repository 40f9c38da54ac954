import { useSession } from '#access/screens';
import { ReturnsPanel } from '#reception/screens';
import { PersonPage } from '#registry/pages';

const RECORDING: ReadonlySet<string> = new Set(['window', 'protection', 'reception']);

/** A person with everything that the rooms know of them; the returns stand beside the papers. */
export function PersonPageView({ personId }: { readonly personId: string }) {
  const { actor } = useSession();
  return <PersonPage personId={personId} aside={<ReturnsPanel personId={personId} mayRecord={RECORDING.has(actor.role)} />} />;
}
