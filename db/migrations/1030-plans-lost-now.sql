-- Whether the person of a contact is lost now stands in its row: a list that asked it of the case and of the periods, line by line, took longer than all others together.
alter table plans.follow_up add column lost_now boolean not null default false;
comment on column plans.follow_up.lost_now is 'The person of the open case is lost, and this contact led to it; kept by triggers | sensitivity: personal | purpose: follow-up';

create function plans.is_lost_now(p_follow_up uuid, p_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, plans as $$
  select exists (select from plans.lost_period p where p.follow_up_id = p_follow_up and p.until_on is null)
    and exists (select from registry.case_file c where c.id = p_case and c.state <> 'closed')
$$;
revoke all on function plans.is_lost_now from public;

create function plans.lost_with_state() returns trigger language plpgsql security definer set search_path = pg_catalog, plans as $$
begin
  new.lost_now := new.state = 'lost' and plans.is_lost_now(new.id, new.case_id);
  return new;
end $$;
create function plans.lost_with_period() returns trigger language plpgsql security definer set search_path = pg_catalog, plans as $$
begin
  update plans.follow_up f set lost_now = f.state = 'lost' and plans.is_lost_now(f.id, f.case_id) where f.id = new.follow_up_id;
  return null;
end $$;
create function plans.lost_with_case() returns trigger language plpgsql security definer set search_path = pg_catalog, plans as $$
begin
  update plans.follow_up f set lost_now = plans.is_lost_now(f.id, f.case_id) where f.case_id = new.id and f.state = 'lost';
  return null;
end $$;
revoke all on function plans.lost_with_state, plans.lost_with_period, plans.lost_with_case from public;
create trigger lost_with_state before update of state on plans.follow_up for each row when (old.state <> new.state) execute function plans.lost_with_state();
create trigger lost_with_period after insert or update of until_on on plans.lost_period for each row execute function plans.lost_with_period();
create trigger lost_with_case after update of state on registry.case_file for each row when ((old.state = 'closed') <> (new.state = 'closed')) execute function plans.lost_with_case();

update plans.follow_up f set lost_now = plans.is_lost_now(f.id, f.case_id) where f.state = 'lost';
drop index plans.follow_up_lost;
create index follow_up_lost on plans.follow_up (office_id, due_on, id) include (country, case_id) where lost_now;
drop function plans.case_is_open;
