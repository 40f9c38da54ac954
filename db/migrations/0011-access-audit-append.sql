-- A chain is begun once and then only read and moved on: no insert is tried for every entry.
-- Appends one entry for the actor of the transaction. Runs as the owner: the runtime has no other way in.
create or replace function access.append_audit(
  p_action text, p_purpose text, p_record_kind text, p_record_id text, p_subject uuid, p_outcome text, p_request text, p_shard int
) returns void language plpgsql security definer set search_path = pg_catalog, access as $$
declare
  e access.audit_entry;
  head access.audit_head;
begin
  e.chain := access.actor_country() || '-' || p_shard;
  select * into head from access.audit_head where chain = e.chain for update;
  if not found then
    insert into access.audit_head (chain, seq, hash) values (e.chain, 0, sha256(e.chain::bytea)) on conflict (chain) do nothing;
    select * into head from access.audit_head where chain = e.chain for update;
  end if;
  e.seq := head.seq + 1;
  e.at := clock_timestamp(); e.country := access.actor_country();
  e.actor_id := coalesce(access.actor_user(), '00000000-0000-0000-0000-000000000000'::uuid);
  e.actor_role := access.actor_role(); e.office_id := access.actor_office();
  e.action := left(p_action, 80); e.purpose := left(p_purpose, 40); e.record_kind := left(p_record_kind, 40); e.record_id := left(p_record_id, 80);
  e.subject_id := p_subject; e.outcome := p_outcome; e.request_id := left(p_request, 40);
  e.previous := head.hash;
  e.hash := sha256(head.hash || convert_to(access.audit_text(e), 'UTF8'));
  insert into access.audit_entry select e.*;
  update access.audit_head set seq = e.seq, hash = e.hash where chain = e.chain;
end $$;
