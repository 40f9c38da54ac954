import type { Role } from '#kernel/codes';
import type { TestDatabase } from '../support/database.ts';

/** Roles that meet people and keep their records. */
const KEEPERS: readonly Role[] = ['reception', 'window', 'protection', 'consular'];
const STAFF: readonly Role[] = [...KEEPERS, 'supervisor'];
const DESK: readonly Role[] = ['reception', 'protection'];
const CASES: readonly Role[] = ['window', 'protection', 'supervisor'];
const POINT: readonly Role[] = ['reception', 'supervisor'];

/**
 * How a function with the powers of the owner is kept from telling too much: `inner` – granted to nobody, other functions of the owner ask for whom they answer;
 * `trigger` – granted to nobody; `to` – these roles of the own country get an answer, and the function asks that itself; `open` – answers without a role, for the reason given.
 */
export type OwnersWord = { readonly how: 'inner' | 'trigger'; readonly why: string } | { readonly how: 'to'; readonly roles: readonly Role[]; readonly why: string } | { readonly how: 'open'; readonly why: string };

const inner = (why: string): OwnersWord => ({ how: 'inner', why });
const trigger = (why: string): OwnersWord => ({ how: 'trigger', why });
const to = (roles: readonly Role[], why: string): OwnersWord => ({ how: 'to', roles, why });
const open = (why: string): OwnersWord => ({ how: 'open', why });

/** Every function that runs with the powers of the owner. A new one is written here with its reason, or the test fails. */
export const OWNERS_FUNCTIONS: Readonly<Record<string, OwnersWord>> = {
  'access.append_audit': open('Every request is written down, also of whoever is not signed in; it writes in the name and country of the actor and tells nothing.'),
  'assessment_restricted.answers_of': to(['protection', 'window', 'reception', 'consular'], 'Runs as ventanilla_restricted, for which the policies hold: protection reads, and whoever asks as long as the interview lasts.'),
  'assessment_restricted.keep_answer': to(KEEPERS, 'Runs as ventanilla_restricted, for which the policies hold: what the actor was told in an interview in sight; tells nothing.'),
  'assessment.place_of_need': trigger('A need lies where its case leads to, whoever opens it.'),
  'assessment.follow_place': trigger('A need lies where its case leads to, whoever changes that.'),
  'assessment.needs_to_look_at': to(['system'], 'Open needs that the directory was not searched for.'),
  'assessment.note_looked': to(['system'], 'Whether the directory has something for a need.'),
  'assessment.next_part': to(['system'], 'Comparing open cases with a service that changed.'),
  'assessment.needs_alike': to(['system'], 'Comparing open cases with a service that changed.'),
  'assessment.needs_by_id': to(['system'], 'Comparing open cases with a service that changed.'),
  'assessment.look_again_at': to(['system'], 'Needs for which the directory is searched again.'),
  'assessment.note_found': to(['system'], 'Needs for which a service that changed is something.'),
  'assessment.add_news': to(['system'], 'News of a service that changed.'),
  'assessment.may_see_need': to(STAFF, 'A need of a case in sight; a secret one to protection and to who opened it.'),
  'directory.confirm_by_link': open('An organization without an account shows the secret of its link: says of one of its own entries that it is still true.'),
  'directory.confirmation_counts': trigger('The state of an entry follows what was confirmed, whoever may not write it.'),
  'directory.count_version': trigger('The version counts whoever writes services.'),
  'directory.count_paper_report': trigger('Finished public pages follow what was reported of papers, whoever reports.'),
  'directory.end_answered_link': inner('A link ends when every entry it opens was answered.'),
  'directory.entries_of_link': open('The secret of a link opens the entries of one organization, as long as it holds.'),
  'directory.give_place_back': to([...STAFF, 'provider'], 'A place that a referral holds; tells nothing.'),
  'directory.gives_service': inner('Whether a service is the actor’s own, or the actor a steward.'),
  'directory.note_answer': to(['provider', 'steward', 'window', 'protection'], 'Counts how a referral was answered; tells nothing.'),
  'directory.note_service_change': trigger('Keeps the entry before and after a change, whoever wrote it.'),
  'directory.open_link': inner('The link of a secret, while it holds.'),
  'directory.outcome_of_report': open('Whoever reported without an account holds the number of the report; tells its state and the entry, no words.'),
  'directory.paper_report_from_outside': open('Anybody may say whether a paper was taken at a service in public sight whose place is no secret, so many times a day; tells nothing.'),
  'directory.propose_by_link': open('The secret of a link proposes about entries of one organization; a steward looks at it.'),
  'directory.report_from_outside': open('Anybody may say that an entry in public sight is wrong, so many times a day; tells nothing.'),
  'directory.set_places': to(['provider', 'steward'], 'Places of a service of the own organization; a steward: of the country.'),
  'directory.take_place': to(['provider', 'steward'], 'A place of a service of the own organization.'),
  'plans.end_contacts': to(STAFF, 'Whoever sees the case that ends.'),
  'plans.follow_case': to([...STAFF, 'system'], 'Brings contacts in line with what cases and joins say already; tells nothing. No sight is asked, because who takes a link back need not see both cases.'),
  'reception.bed_is_free': trigger('Counts beds of a place that is not in sight.'),
  'reception.child_not_alone': trigger('Reads the group and the marks of protection.'),
  'reception.is_point': open('Offices of the own country are no secret (policy office_read).'),
  'reception.item_not_twice': trigger('Looks for the same item among what was given.'),
  'reception.latest_birth': inner('Age of a row, for child_not_alone.'),
  'reception.lists_to_match': to(['system'], 'What the server has still to compare.'),
  'reception.may_be_child': inner('Age of a row, for child_not_alone.'),
  'reception.move_arrivals': to(POINT, 'The own point; a supervisor: points in sight.'),
  'reception.received_part_of': to([...DESK, 'supervisor'], 'A list of which people came to the own point.'),
  'reception.screen_calls': open('A screen of a waiting room has no account: it holds a key, and gets numbers and desks only.'),
  'reception.screen_is_open': open('The same key; says whether it still counts.'),
  'reception.stay_of_code': to(DESK, 'The stay, at the own point, of whoever shows a code.'),
  'reception.undo_move': to(POINT, 'A move from or to a point in sight.'),
  'referrals.consent_withdrawn': to(STAFF, 'Whoever sees the person who gave it.'),
  'referrals.follow_case': to([...STAFF, 'system'], 'Brings the office of referrals in line with cases and joins; tells nothing. As plans.follow_case.'),
  'registry.actor_offices': to(STAFF, 'Offices whose people the actor sees.'),
  'registry.answer_to': inner('Which decision answers a doubt, for settling pairs.'),
  'registry.answers_for': to(KEEPERS, 'Whoever sees both; nothing of people who are kept apart.'),
  'registry.are_kept_apart': to(STAFF, 'Whoever sees both; nobody else is told yes or no.'),
  'registry.audit_in_sight': to(STAFF, 'Entries about people, cases and offices in sight.'),
  'registry.case_in_charge': inner('Where a joined case goes on, for functions that bring rooms in line.'),
  'registry.cases_going_on_in': inner('What goes on in a case, for the same.'),
  'registry.decided_since': to(['system'], 'The comparison at night.'),
  'registry.drop_stale_pairs': to(['system'], 'The comparison at night.'),
  'registry.end_groundless_joins': to([...STAFF, 'system'], 'Ends joins of people who are not one any more: what the identities say already.'),
  'registry.end_join': inner('The work of taking a join back.'),
  'registry.end_relation': to(KEEPERS, 'A relation of a person in sight that no mark hides.'),
  'registry.family_of': to(STAFF, 'Of a person in sight; relatives out of sight without name or id.'),
  'registry.field_sources': to(STAFF, 'Of a person in sight.'),
  'registry.follow_joins': to([...STAFF, 'system'], 'Sight as the joins that stand say already; tells nothing.'),
  'registry.identity_decisions': to(STAFF, 'Decisions about a person of whom a record is in sight.'),
  'registry.identity_members': to(STAFF, 'Ids of the records of a person in sight.'),
  'registry.identity_records': to(STAFF, 'The same of several people.'),
  'registry.in_actor_reach': open('Whether a colleague is of the own office, which colleagues see anyway (access.colleague); yes to whoever is not a reception point.'),
  'registry.in_doubt': inner('People of doubts in sight, for the review list.'),
  'registry.in_reach': open('As in_actor_reach; the first wall hands the actor over. Only of the own country.'),
  'registry.index_follows_sight': trigger('The index follows sight.'),
  'registry.index_person': to([...KEEPERS, 'system'], 'A person in sight.'),
  'registry.indexable': to([...KEEPERS, 'system'], 'A person in sight.'),
  'registry.is_kept_apart': to(DESK, 'The exit, of a person in sight.'),
  'registry.join_cases': to(CASES, 'Whoever sees both people (may_join_case).'),
  'registry.keep_name_terms': to([...KEEPERS, 'system'], 'Counts names of the own country anew; tells whether it did.'),
  'registry.keep_sight': to(STAFF, 'Sight that a join gave becomes the own office’s.'),
  'registry.kept_apart_named': to(DESK, 'The exit, of a person in sight: yes or no.'),
  'registry.key_of_case_in_charge': to(['analyst', 'supervisor'], 'A key for counting, no id.'),
  'registry.knows_person': to(KEEPERS, 'Whether an id of the duplicate check is of the own country.'),
  'registry.linkage_decisions': to(['system'], 'The comparison at night.'),
  'registry.linkage_kindred': to(['system'], 'The comparison at night.'),
  'registry.linkage_page': to(['system'], 'The comparison at night.'),
  'registry.links_lately': to(['window', 'protection', 'consular'], 'Cases of the own office.'),
  'registry.look_up': to([...KEEPERS, 'system'], 'The duplicate check is over the whole country, for who registers; it gives what a comparison needs.'),
  'registry.mark_between': inner('Marks of protection, for functions that know whom they answer.'),
  'registry.may_join_case': to(CASES, 'Whoever sees both people.'),
  'registry.may_join_group': to(STAFF, 'Whoever sees a member, or formed the group a moment ago.'),
  'registry.may_see_case': to(STAFF, 'Sight itself.'),
  'registry.may_see_person': to(STAFF, 'Sight itself.'),
  'registry.may_take_back': open('Compares an account that was handed over with the actor and the own office; reads nothing of people.'),
  'registry.may_take_child': to(DESK, 'The exit, of a child in sight: yes or no.'),
  'registry.may_take_join_back': to(CASES, 'Whoever sees both people.'),
  'registry.name_examples': to(['supervisor', 'auditor', 'administrator'], 'Words that ten people or more have in common.'),
  'registry.note_links': to([...STAFF, 'system'], 'Links of the actor’s own; people are told to the comparison at night only.'),
  'registry.offices_in_sight': open('Offices of the own country are no secret; the first wall hands the actor over.'),
  'registry.open_doubts': to(STAFF, 'Doubts of which one record is in sight; those of the night to supervision.'),
  'registry.opened_elsewhere': to(KEEPERS, 'People of the own office.'),
  'registry.people_in_doubt': to(['supervisor'], 'Doubts of which one record is in sight.'),
  'registry.people_met': to(KEEPERS, 'What the duplicate check shows of whom it found, over the whole country: the day and the point of the last return.'),
  'registry.people_of_act': to(STAFF, 'Acts of which one record is in sight.'),
  'registry.known_of': to(['system'], 'Comparing open cases with a service that changed; of the restricted tier only that somebody fled from somewhere.'),
  'registry.places_of_danger_of': to(['system'], 'Sealed answers, for leaving out places of danger; opened by the server only.'),
  'registry.people_with_two_cases': to(['supervisor'], 'Identities of which two records are in sight.'),
  'registry.profiles_in_doubt': to(['supervisor'], 'As people_in_doubt.'),
  'registry.publish_identities': to(['system'], 'The comparison at night.'),
  'registry.publish_links': to(['system'], 'The comparison at night.'),
  'registry.publish_pairs': to(['system'], 'The comparison at night.'),
  'registry_restricted.add_fact': to(KEEPERS, 'Runs as ventanilla_restricted, for which the policies hold: of a person in sight; tells nothing.'),
  'registry_restricted.facts_of': to(['protection'], 'Runs as ventanilla_restricted, for which the policies hold: of a person in sight, to protection only.'),
  'registry.records_of_identity': to(STAFF, 'Of a person in sight; of records out of sight that there is one, and whether a case is open.'),
  'registry.refresh_name_terms': to([...KEEPERS, 'system'], 'Counts names of the own country anew; tells how many people there are.'),
  'registry.replace_links': to(STAFF, 'Decisions in sight that the actor may take back.'),
  'registry.sealed_places_of_danger': to(STAFF, 'Sealed answers of a person in sight, for comparing; opened by the server only.'),
  'registry.search_index': to(STAFF, 'People in sight.'),
  'registry.settle_found': to(['system'], 'The comparison at night.'),
  'registry.settle_identity': to(STAFF, 'Works identities out from the decisions that stand; tells nothing.'),
  'registry.settle_pairs': to([...STAFF, 'system'], 'Marks doubts that decisions answer; tells nothing.'),
  'registry.shared_numbers': to(STAFF, 'Of a person in sight: how many others have the same number.'),
  'registry.take_join_back': to(CASES, 'Whoever sees both people (may_take_join_back).'),
  'registry.undo_act': to(STAFF, 'Acts in sight that the actor may take back.'),
  'registry.unindexed': to(['system'], 'Records that the index does not know yet.'),
  'registry_restricted.keep_apart': to(['protection'], 'Runs as ventanilla_restricted, for which the policies hold: protection, of people in sight.'),
  'registry_restricted.lift_mark': to(['protection'], 'Runs as ventanilla_restricted, for which the policies hold: protection, of people in sight.'),
  'registry_restricted.marks_of': to(['protection'], 'Runs as ventanilla_restricted, for which the policies hold: protection, of people in sight.'),
};

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
