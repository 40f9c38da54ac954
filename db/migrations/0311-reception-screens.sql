-- Screens of the waiting room: each has an address of its own that shows numbers and nothing else.
create table reception.screen (
  id uuid primary key,
  country text not null,
  office_id uuid not null,
  name text not null,
  key_hash text not null unique,
  created_by uuid not null,
  created_at timestamptz not null,
  seen_at timestamptz,
  closed_at timestamptz
);
comment on table reception.screen is 'A screen of a waiting room: no account, no session, only the right to see which number goes to which desk.';
comment on column reception.screen.id is 'Screen | sensitivity: none | purpose: reception';
comment on column reception.screen.country is 'Country | sensitivity: none | purpose: scope';
comment on column reception.screen.office_id is 'Reception point | sensitivity: none | purpose: scope';
comment on column reception.screen.name is 'What officers call it | sensitivity: internal | purpose: display';
comment on column reception.screen.key_hash is 'Hash of the key in its address | sensitivity: internal | purpose: access';
comment on column reception.screen.created_by is 'Officer | sensitivity: internal | purpose: audit';
comment on column reception.screen.created_at is 'When | sensitivity: internal | purpose: audit';
comment on column reception.screen.seen_at is 'When it last asked, to the minute | sensitivity: none | purpose: reception';
comment on column reception.screen.closed_at is 'From then on its address opens nothing | sensitivity: none | purpose: access';
create index screen_of_office on reception.screen (office_id);
alter table reception.screen enable row level security;
create policy screen_read on reception.screen for select using (reception.at_desk(country, office_id));
create policy screen_open on reception.screen for insert with check (reception.works_at_desk(country, office_id) and created_by = access.actor_user());
create policy screen_close on reception.screen for update
  using (reception.works_at_desk(country, office_id)) with check (reception.works_at_desk(country, office_id));
grant select, insert, update on reception.screen to ventanilla_runtime;

-- Whether somebody holds the key of an open screen; notes once a minute that it asked.
create function reception.screen_is_open(p_key_hash text, p_now timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, reception as $$
begin
  update reception.screen s set seen_at = p_now
    where s.key_hash = p_key_hash and s.closed_at is null and (s.seen_at is null or s.seen_at < p_now - interval '1 minute');
  return exists (select 1 from reception.screen s where s.key_hash = p_key_hash and s.closed_at is null);
end $$;
comment on function reception.screen_is_open(text, timestamptz) is 'True for the key of an open screen.';
revoke all on function reception.screen_is_open(text, timestamptz) from public;
grant execute on function reception.screen_is_open(text, timestamptz) to ventanilla_runtime;

-- All that a screen may know: numbers and desks of its point. Whoever holds no key of an open screen gets no row.
create function reception.screen_calls(p_key_hash text, p_now timestamptz) returns table (no int, desk int, called_at timestamptz, times int)
  language sql stable security definer set search_path = pg_catalog, reception as $$
  select r.queue_no, s.desk, s.called_at, s.calls
  from reception.screen c join reception.stop s on s.office_id = c.office_id and s.country = c.country join reception.manifest_row r on r.id = s.row_id
  where c.key_hash = p_key_hash and c.closed_at is null and r.left_at is null and r.state not in ('expected', 'notArrived') and s.state in ('called', 'in') and s.called_at > p_now - interval '30 minutes' and r.queue_no is not null
  order by s.called_at desc limit 12
$$;
comment on function reception.screen_calls(text, timestamptz) is 'Numbers and desks for the holder of a screen''s key.';
revoke all on function reception.screen_calls(text, timestamptz) from public;
grant execute on function reception.screen_calls(text, timestamptz) to ventanilla_runtime;
