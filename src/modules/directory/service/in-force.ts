import type { Ctx } from '#platform/context';
import { isHidden, ownerOf, packOf } from '../entry-kinds.ts';
import { directorySlice, upkeepSlice } from '../pack.ts';
import * as entries from '../repository/entries.ts';
import * as repository from '../repository.ts';
import { sidesOf } from '../rules/difference.ts';
import { confirmBy } from '../rules/freshness.ts';
import type { Organization, Service } from '../schema.ts';
import type { Entry, EntryKind, FieldChange, Origin } from '../schema/stewardship.ts';
import { putConditionsInForce } from './conditions.ts';
import { keepConfirmation, todayOf } from './upkeep.ts';

/** The one way by which a version of an entry comes into force outside of loading a pack. */

export interface Coming {
  readonly kind: EntryKind;
  readonly id: string;
  readonly entry: Entry;
  readonly version: number;
  readonly listed: boolean;
  readonly successorId: string | null;
  readonly confirms: boolean;
}

export interface How {
  readonly proposalId: string;
  readonly origin: Origin;
  readonly unreviewed: boolean;
  readonly changes: readonly FieldChange[];
  readonly wasListed: boolean;
  readonly reason: string;
  /** Day on which what held before was confirmed last. */
  readonly confirmedOn: string | null;
}

/** Writes version and state, brings tables and suggestions in line, tells other rooms. */
export async function putInForce(ctx: Ctx, coming: Coming, how: How): Promise<void> {
  const { kind, id, entry, version, listed } = coming;
  const organizationId = ownerOf(kind, entry);
  const hidden = isHidden(entry);
  await entries.addVersions(ctx.actor, ctx.tx, [{
    kind, id, version, entry, listed, organizationId, hidden, origin: how.origin, proposalId: how.proposalId, publishedBy: ctx.actor.userId, unreviewed: how.unreviewed,
    confirmBy: confirmBy(ctx.pack.slice(upkeepSlice), kind, entry, { confirmedOn: how.confirmedOn, today: todayOf(ctx) }), kept: true, successorId: coming.successorId,
  }], ctx.now);
  await saveOne(ctx, kind, entry);
  if (kind === 'service') await putConditionsInForce(ctx, entry as unknown as Service, how.changes, how);
  if (!listed) await repository.retireEntry(ctx.actor, ctx.tx, kind, id);
  await entries.raiseVersion(ctx.actor, ctx.tx);
  if (coming.confirms) await keepConfirmation(ctx, { kind, id, version, entry, organizationId, hidden });
  const sides = [...sidesOf(how.changes), ...(listed === how.wasListed ? [] : ['listed'])];
  await ctx.tell({ type: 'directory.entry-changed', kind, entryId: id, version, sides: sides.join(','), listed });
}

async function saveOne(ctx: Ctx, kind: EntryKind, entry: Entry): Promise<void> {
  const pack = ctx.pack.slice(directorySlice);
  if (kind === 'service') {
    const organizations = await repository.findOrganizations(ctx.actor, ctx.tx, [String(entry['organizationId'])]);
    return repository.saveEntries(ctx.actor, ctx.tx, kind, { ...packOf(pack, [{ kind, entry }]), organizations });
  }
  await repository.saveEntries(ctx.actor, ctx.tx, kind, packOf(pack, [{ kind, entry }]));
  if (kind === 'organization') await saveWordsOf(ctx, entry as unknown as Organization);
}

/** Services are found by the name of their organization: a new name finds them too. */
async function saveWordsOf(ctx: Ctx, organization: Organization): Promise<void> {
  const services: Service[] = await repository.listServicesOf(ctx.actor, ctx.tx, organization.id);
  const pack = ctx.pack.slice(directorySlice);
  await repository.saveEntries(ctx.actor, ctx.tx, 'service', { ...packOf(pack, []), organizations: [organization], services });
}
