-- A supervisor reads in the audit what own offices did and what was done about people in sight, not the whole country's.
create function registry.audit_in_sight(p_office uuid, p_subject uuid, p_kind text, p_record text) returns boolean
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, registry as $$
begin
  if p_office = any (registry.actor_offices()) or registry.may_see_person(p_subject) or registry.may_see_case(p_subject) then return true; end if;
  if p_record !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then return false; end if;
  return case p_kind when 'person' then registry.may_see_person(p_record::uuid) when 'case_file' then registry.may_see_case(p_record::uuid) else false end;
end $$;
revoke all on function registry.audit_in_sight from public;
grant execute on function registry.audit_in_sight to ventanilla_runtime;
create policy audit_reach on access.audit_entry as restrictive for select
  using (not access.actor_is('supervisor') or registry.audit_in_sight(office_id, subject_id, record_kind, record_id));
