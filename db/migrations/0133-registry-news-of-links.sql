-- Whoever keeps a case hears that its person has another record, whoever found it: a desk, supervision, or the comparison at night. What is shown follows from
-- the decision as it stands when one looks, so that taking it back takes the news back too.
create table registry.link_news (
  link_id uuid not null references registry.identity_link (id),
  case_id uuid not null references registry.case_file (id),
  country text not null,
  at timestamptz not null,
  primary key (link_id, case_id)
);
comment on table registry.link_news is 'Open cases of people of whom two records were found to be one person.';
comment on column registry.link_news.link_id is 'Decision | sensitivity: internal | purpose: identity';
comment on column registry.link_news.case_id is 'Case that was open then | sensitivity: internal | purpose: identity';
comment on column registry.link_news.country is 'Country the record belongs to | sensitivity: none | purpose: scope';
comment on column registry.link_news.at is 'When the two were linked | sensitivity: internal | purpose: identity';
alter table registry.link_news enable row level security;
create index link_news_of_case on registry.link_news (case_id, at desc);
create index link_news_lately on registry.link_news (country, at desc);
create policy link_news_read on registry.link_news for select using (
  country = access.actor_country() and access.actor_is('window', 'protection', 'consular', 'supervisor') and registry.may_see_case(case_id));
grant select on registry.link_news to ventanilla_runtime;
create index identity_link_undone on registry.identity_link (country, undone_at) where undone_at is not null;
create index identity_link_of_run on registry.identity_link (run_id) where run_id is not null;

-- Notes the open cases of the people of these links, or of a run. Answers with the records of each person who has one, so that rooms can be told.
create function registry.note_links(p_links uuid[], p_run uuid, p_now timestamptz) returns table (people uuid[])
language plpgsql security definer set search_path = pg_catalog, registry as $$
begin
  if not (access.actor_is('system') or (p_run is null and (registry.keeps_records() or access.actor_is('supervisor')))) then
    raise insufficient_privilege;
  end if;
  if not exists (select from registry.case_file c where c.country = access.actor_country() and c.state in ('new', 'active')) then
    return;
  end if;
  return query
    with made as (
      select l.id, p.identity_id from registry.identity_link l join registry.person p on p.id = l.person_a
      where (l.id = any (p_links) or l.run_id = p_run) and l.country = access.actor_country() and l.decision = 'same' and l.undone_at is null
    ), noted as (
      insert into registry.link_news (link_id, case_id, country, at)
        select distinct on (c.id) m.id, c.id, c.country, p_now
        from made m join registry.person q on q.identity_id = m.identity_id join registry.case_file c on c.person_id = q.id and c.state <> 'closed'
        order by c.id, m.id
        on conflict do nothing returning link_id
    ), touched as (
      select distinct m.identity_id from noted n join made m on m.id = n.link_id
    )
    select array_agg(q.id order by q.id) from touched t join registry.person q on q.identity_id = t.identity_id group by t.identity_id;
end $$;

-- News for whoever keeps cases at the own office: of links that others made, or took back, since then. Of the other record only whether a case is open.
create function registry.links_lately(p_since timestamptz, p_most int)
returns table (case_id uuid, at timestamptz, at_night boolean, stands boolean, other_open boolean)
language sql stable security definer set search_path = pg_catalog, registry as $$
  select n.case_id, case when l.undone_at is null then n.at else l.undone_at end, l.source = 'auto', l.undone_at is null,
    l.undone_at is null and exists (
      select from registry.person p join registry.person q on q.identity_id = p.identity_id and q.id <> p.id
      join registry.case_file o on o.person_id = q.id and o.state <> 'closed' where p.id = c.person_id)
  from (
    select m.link_id, m.case_id, m.at from registry.link_news m where m.country = access.actor_country() and m.at >= p_since
    union
    select m.link_id, m.case_id, m.at from registry.identity_link u join registry.link_news m on m.link_id = u.id where u.country = access.actor_country() and u.undone_at >= p_since
  ) n join registry.case_file c on c.id = n.case_id join registry.identity_link l on l.id = n.link_id
  where access.actor_is('window', 'protection', 'consular') and c.office_id = access.actor_office() and c.country = access.actor_country() and c.state in ('new', 'active')
    and coalesce(l.undone_by, l.decided_by) <> access.actor_user()
  order by 2 desc, 1 limit p_most
$$;
revoke all on function registry.note_links, registry.links_lately from public;
grant execute on function registry.note_links, registry.links_lately to ventanilla_runtime;
