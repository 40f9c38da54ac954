import type { Ctx } from '#platform/context';
import { listCases } from './cases.ts';

const MOST_NAMESAKES = 200;

/** Open cases of the actor's offices whose person bears these names, for searches inside lists of higher rooms. Who has more namesakes than this is looked for with another name. */
export async function casesNamed(ctx: Ctx, text: string): Promise<string[]> {
  const found: string[] = [];
  let after: string | undefined;
  do {
    const page = await listCases(ctx, { list: 'office', text, after });
    found.push(...page.lines.map((line) => line.caseId));
    after = page.next ?? undefined;
  } while (after && found.length < MOST_NAMESAKES);
  return found;
}
