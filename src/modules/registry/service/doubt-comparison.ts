/** Records of the review list compared with each other, with the model in force and the names of the registry as they are now. */
import type { Ctx } from '#platform/context';
import * as repository from '../repository/review.ts';
import { comparedProfile, readProfile } from '../rules/indexed.ts';
import { kinHint } from '../rules/kin.ts';
import { chancesOf, explainProfiles, type Explained } from '../rules/linkage.ts';
import { reasonsOf, sideOf } from '../rules/reasons.ts';
import type { Doubt } from '../schema.ts';
import { frequenciesOf } from './frequencies.ts';
import { findModel } from './model.ts';

/** What a comparison says: reasons in words, what each counted, and whether relatives look like that. */
export type Compared = Pick<Doubt, 'agrees' | 'differs' | 'comparison' | 'hint'>;

/** A record that is not in the index yet cannot be compared. */
const NOTHING: Compared = { agrees: [], differs: [], comparison: null, hint: null };

const round = (bits: number): number => Math.round(bits * 10) / 10;

function weighed({ fields }: Explained): NonNullable<Doubt['comparison']>['fields'] {
  return fields
    .map((f) => ({ code: `${f.field}.${f.level}`, ...(f.params ? { params: f.params } : {}), side: sideOf(f), strangers: round(f.bits), family: round(f.bits - f.kin) }))
    .toSorted((a, b) => Math.abs(b.strangers) - Math.abs(a.strangers));
}

/** How any two of these records compare. Numbers, telephones and a mother's name are compared here and shown to nobody. */
export async function comparisonOf(ctx: Ctx, people: readonly repository.DoubtPersonRow[]): Promise<(a: string, b: string) => Compared> {
  if (people.length === 0) return () => NOTHING;
  const returns = new Map(people.map((p) => [p.id, p]));
  const profiles = new Map((await repository.listProfilesInDoubt(ctx.actor, ctx.tx, people.map((p) => p.id))).map(({ id, profile }) => {
    const { lastReturnOn, lastReturnPlace } = returns.get(id)!;
    return [id, { ...comparedProfile(profile), arrival: { seenOn: lastReturnOn ?? '', seenAt: lastReturnPlace ?? '', group: readProfile(profile).arrivalGroup ?? '' } }];
  }));
  const { model } = await findModel(ctx);
  const { names, population } = await frequenciesOf(ctx, model);
  return (a, b) => {
    const [one, other] = [profiles.get(a), profiles.get(b)];
    if (!one || !other) return NOTHING;
    const explained = explainProfiles(one, other, model, names);
    const reasons = reasonsOf(explained);
    const { bits, kin } = explained;
    return { ...reasons, hint: kinHint(reasons), comparison: { fields: weighed(explained), strangers: round(bits), family: round(bits - kin), chances: chancesOf(explained, model, population) } };
  };
}
