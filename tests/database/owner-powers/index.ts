import type { TestDatabase } from '../../support/database.ts';
import { access } from './access.ts';
import { assessment } from './assessment.ts';
import { directory } from './directory.ts';
import { feedback } from './feedback.ts';
import { plans } from './plans.ts';
import { protection } from './protection.ts';
import { reception } from './reception.ts';
import { referrals } from './referrals.ts';
import { registry } from './registry.ts';
import type { OwnersWord } from './words.ts';

/** Every function that runs with the powers of the owner. A new one is written with its reason in the file of its room, or the test fails. */
export const OWNERS_FUNCTIONS: Readonly<Record<string, OwnersWord>> = { ...access, ...assessment, ...directory, ...feedback, ...plans, ...protection, ...reception, ...referrals, ...registry };

export interface OwnersFunction { readonly name: string; readonly args: readonly { readonly name: string; readonly type: string }[]; readonly granted: boolean; readonly trigger: boolean }

/** All functions with the powers of the owner, and whether the runtime (or everybody) may call them. */
export async function ownersFunctions(db: TestDatabase): Promise<OwnersFunction[]> {
  return db.owner<{ name: string; args: { name: string; type: string }[]; granted: boolean; trigger: boolean }>(`
    select n.nspname || '.' || p.proname as name, p.prorettype = 'trigger'::regtype as trigger,
      has_function_privilege('ventanilla_runtime', p.oid, 'execute') or has_function_privilege('public', p.oid, 'execute') as granted,
      coalesce((select jsonb_agg(jsonb_build_object('name', p.proargnames[i], 'type', format_type(p.proargtypes[i - 1], null)) order by i) from generate_series(1, p.pronargs) i), '[]') as args
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname not in ('pg_catalog', 'public') order by 1`);
}

/** Functions of the owner about which nobody has said to whom they answer, said things that do not hold, and words about functions that are no more. */
export async function unreasonedPowers(db: TestDatabase): Promise<string[]> {
  const functions = await ownersFunctions(db);
  const names = new Set(functions.map((f) => f.name));
  const problem = (f: OwnersFunction): string | null => {
    const word = OWNERS_FUNCTIONS[f.name];
    if (!word) return `${f.name} is not listed`;
    if (f.trigger !== (word.how === 'trigger')) return `${f.name} is ${f.trigger ? 'a' : 'no'} trigger`;
    const closed = word.how === 'inner' || word.how === 'trigger';
    return closed === f.granted ? `${f.name} is ${f.granted ? '' : 'not '}granted` : null;
  };
  return [...functions.flatMap((f) => problem(f) ?? []), ...Object.keys(OWNERS_FUNCTIONS).filter((name) => !names.has(name)).map((name) => `${name} is no more`)];
}
