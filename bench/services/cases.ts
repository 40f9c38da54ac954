/**
 * Open cases of a whole country, made up inside the database: people with answers and papers, a case each, about three needs each. They crowd where services are and
 * ask for what is offered most, which is the harder case. Everything follows from the number of the person, so that every run meets the same.
 */
import pg from 'pg';
import { draw, id, oneOf } from '../drawn.ts';

/** Places and kinds of need by how many people have them: the first most. */
export interface Weights { readonly places: readonly string[]; readonly needs: readonly string[]; readonly withoutOffer: readonly string[] }

export const OFFICE = '00000000-0000-7000-8000-0f0000000001';
const USER = '00000000-0000-7000-8000-0e0000000001';
const SETTING = 'bench-services';
const CHUNK = 50_000;

const NUMBERS = 'generate_series($2::int, $3::int) n';

const PEOPLE = `insert into registry.person (id, country, public_code, given_names, surname1, name_words, given_sounds, surname_sounds, birth_date, birth_precision, sex, nationalities,
    origin_admin2, last_return_on, source, evidence, identity_id, registered_by, registered_at)
  select ${id('100')}, $1, 'BENCH' || n, 'Persona', 'Inventada', '{}', '{}', '{}', current_date - (14 * 365 + floor(${draw(1)} * 18000))::int, 'day', case when ${draw(2)} < 0.3 then 'F' else 'M' end, array[$1],
    ${oneOf('$4::text[]', 3, 2.5)}, current_date - (${draw(4)} * 1500)::int, 'reception', 'declared', ${id('100')}, '${USER}', now() from ${NUMBERS}`;

/** Nobody looks them up here: what finds people is left empty, so that a start does not make it anew. */
const FOUND_BY_NOTHING = `insert into registry.person_index (person_id, country, profile, keys) select ${id('100')}, $1, '', '{}' from ${NUMBERS}`;

const SIGHT = `insert into registry.person_office (person_id, office_id, country, why, given_by, given_at)
  select ${id('100')}, '${OFFICE}', $1, 'registered', '${USER}', now() from ${NUMBERS}`;

const CASES = `insert into registry.case_file (id, country, person_id, office_id, state, destination_admin2, urgency, answer_by, opened_by, opened_on, opened_at)
  select ${id('200')}, $1, ${id('100')}, '${OFFICE}', 'active', ${oneOf('$4::text[]', 5, 2.5)}, 'long', current_date + 3, '${USER}', current_date - (${draw(4)} * 1500)::int, now() from ${NUMBERS}`;

/** Three are drawn, the same one counts once. Where the directory has nothing, nothing was found; of the rest one in fifty was left without for reasons of its own. */
const NEEDS = `insert into assessment.need (id, country, case_id, need_code, urgency, state, source, opened_by, opened_at, opened_on, looked_at, nothing_since)
  select ('00000000-0000-7000-8' || (300 + k) || '-' || lpad(to_hex(n), 12, '0'))::uuid, $1, ${id('200')}, code, 'long', 'open', 'rule', '${USER}', now(), current_date, now(),
    case when code = any ($5::text[]) or ${draw(9)} < 0.02 then current_date end
  from (select n, k, ($4::text[])[1 + floor(power((hashtextextended(n::text, 60 + k) & 1048575)::float8 / 1048576, 2) * cardinality($4::text[]))::int] as code
    from ${NUMBERS}, generate_series(1, 3) k) drawn
  on conflict do nothing`;

/** What an interview usually leaves behind; some declined. */
const ANSWERS = `insert into registry.person_fact (id, country, person_id, code, state, value, source, seen, recorded_by, recorded_at)
  select ('00000000-0000-7000-8' || (400 + k) || '-' || lpad(to_hex(n), 12, '0'))::uuid, $1, ${id('100')}, f.code, case when f.draw < 0.03 then 'declined' else 'known' end,
    case when f.draw >= 0.03 then f.value end, 'declared', false, '${USER}', now()
  from ${NUMBERS} cross join lateral (values
    (1, 'returnType', to_jsonb((array['deported', 'deported', 'deported', 'assistedVoluntary', 'independentVoluntary'])[1 + floor(${draw(20)} * 5)::int]), ${draw(30)}),
    (2, 'travellingAs', to_jsonb((array['alone', 'alone', 'family'])[1 + floor(${draw(21)} * 3)::int]), ${draw(31)}),
    (3, 'educationLevel', to_jsonb((array['none', 'primary', 'lowerSecondary', 'upperSecondary'])[1 + floor(${draw(22)} * 4)::int]), ${draw(32)}),
    (4, 'wantsJob', to_jsonb(${draw(23)} < 0.7), ${draw(33)}),
    (5, 'wantsBusiness', to_jsonb(${draw(24)} < 0.3), ${draw(34)}),
    (6, 'singleParent', to_jsonb(${draw(25)} < 0.1), ${draw(35)})) as f(k, code, value, draw)
  where ${draw(26)} < 0.8 or k < 3`;

const PAPERS = `insert into registry.identity_document (id, country, person_id, type, issuing_country, status, evidence, number_check, recorded_by, recorded_at)
  select ${id('500')}, $1, ${id('100')}, 'birth-certificate', $1, 'held', 'declared', 'none', '${USER}', now() from ${NUMBERS} where ${draw(40)} < 0.6`;

async function write(owner: pg.Client, country: string, count: number, weights: Weights, say: (text: string) => void): Promise<void> {
  await owner.query(`insert into access.office (id, country, kind, ref, name_es, name_en, organization_id) values ($1, $2, 'window', 'bench', 'Bench', 'Bench', 'bench') on conflict do nothing`, [OFFICE, country]);
  await owner.query('set synchronous_commit = off');
  for (let from = 1; from <= count; from += CHUNK) {
    const span = [country, from, Math.min(count, from + CHUNK - 1)];
    await owner.query(PEOPLE, [...span, weights.places]);
    await owner.query(FOUND_BY_NOTHING, span);
    await owner.query(SIGHT, span);
    await owner.query(CASES, [...span, weights.places]);
    await owner.query(NEEDS, [...span, weights.needs, weights.withoutOffer]);
    await owner.query(ANSWERS, span);
    await owner.query(PAPERS, span);
    if ((from - 1) % (CHUNK * 5) === 0) say(`  ${span[2]} cases written`);
  }
  await owner.query('vacuum analyze');
}

/** Fills an empty database, or takes one that an earlier run filled with as many cases. Answers the seconds that it took. */
export async function fill(ownerUrl: string, country: string, count: number, weights: Weights, say: (text: string) => void): Promise<number | null> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const { rows: [there] } = await owner.query<{ value: { cases: number } }>('select value from platform.setting where name = $1', [SETTING]);
    if (there && there.value.cases !== count) throw new Error(`this database holds ${there.value.cases} cases; choose another`);
    if (there) return null;
    const { rows } = await owner.query<{ any: boolean }>('select exists (select from registry.person) as any');
    if (rows[0]!.any) throw new Error('the database must be empty, or filled by an earlier run');
    const begun = performance.now();
    await write(owner, country, count, weights, say);
    await owner.query('insert into platform.setting (name, value) values ($1, $2::jsonb)', [SETTING, JSON.stringify({ cases: count })]);
    return (performance.now() - begun) / 1000;
  } finally {
    await owner.end();
  }
}
