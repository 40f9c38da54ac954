-- What was restricted once stays so, whatever it is said to be later: nobody of the office that it is about reads it because its kind was corrected.
create or replace function feedback.classify(p_item uuid, p_kind text, p_restricted boolean, p_office uuid, p_account uuid, p_circle uuid[], p_ack_due timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, feedback as $$
begin
  if not feedback.may_read(p_item) then return false; end if;
  if p_office is not null and not exists (select from access.office o where o.id = p_office and o.country = access.actor_country()) then return true; end if;
  if p_account is not null and not exists (select from access.user_account a where a.id = p_account and a.country = access.actor_country() and a.office_id = p_office) then return true; end if;
  update feedback.item i set kind = p_kind, restricted = i.restricted or p_restricted or p_kind = 'abuse', office_id = p_office, about_account = p_account,
      circle_offices = case when i.restricted or p_restricted or p_kind = 'abuse' then p_circle else '{}' end,
      ack_due_at = case when i.acknowledged_at is null then least(i.ack_due_at, p_ack_due) else i.ack_due_at end
    where i.id = p_item and i.state in ('received', 'looking', 'passed-on');
  if feedback.may_read(p_item) then return true; end if;
  update feedback.item i set state = 'received', holder = null, acknowledged_at = null, ack_due_at = p_ack_due where i.id = p_item and i.state in ('received', 'looking', 'passed-on');
  return false;
end $$;

-- The lists as they are asked: by what is due, and by what was answered last.
drop index feedback.item_of_circle;
drop index feedback.item_waiting;
drop index feedback.item_answered;
create index item_due on feedback.item (country, due_at, id) where due_at is not null;
create index item_over on feedback.item (country, state, coalesce(closed_at, answered_at) desc, id desc) where state in ('answered', 'closed');
comment on function feedback.escalate(int) is 'Marks what ran out of time and writes it down: once, and anew when the person opens it again.';
