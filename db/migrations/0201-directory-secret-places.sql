-- A place that is kept secret is never stored finer than its department, whoever writes the entry. What stood there before is made coarse first.
create function directory.coarse_place(place jsonb) returns jsonb language plpgsql immutable parallel safe as $$
begin
  return jsonb_build_object(
    'reach', case when place->>'admin1' is null then case when place->>'reach' in ('municipality', 'department') then 'unstated' else place->>'reach' end else 'department' end,
    'admin1', place->'admin1', 'admin2', null, 'note', null, 'confidential', true,
    'phones', coalesce((select jsonb_agg(p) from jsonb_array_elements(coalesce(place->'phones', '[]')) p where (p->>'intake')::boolean), '[]'::jsonb));
end $$;
comment on function directory.coarse_place(jsonb) is 'A place with nothing finer than its department and no number but that of the intake.';

create function directory.tells_place(place jsonb) returns boolean language plpgsql immutable parallel safe as $$
begin
  return place->>'reach' = 'municipality'
    or coalesce(place->>'admin2', place->>'note', place->>'name', place->>'address', place->>'latitude', place->>'longitude', place->>'directions') is not null
    or exists (select from jsonb_array_elements(coalesce(place->'phones', '[]')) p where not coalesce((p->>'intake')::boolean, false));
end $$;
comment on function directory.tells_place(jsonb) is 'True for a place that says more than its department and its intake phone.';

create function directory.tells_secret(entry jsonb) returns boolean language plpgsql immutable parallel safe as $$
begin
  return exists (
    select from jsonb_array_elements(coalesce(entry->'places', '[]') || case when entry ? 'place' then jsonb_build_array(entry->'place') else '[]' end) place
    where (coalesce((entry->>'confidentialLocation')::boolean, false) or coalesce((place->>'confidential')::boolean, false)) and directory.tells_place(place));
end $$;
comment on function directory.tells_secret(jsonb) is 'True for an entry that says where a secret place is.';

update directory.service_place p set reach = case when p.admin1 is null then 'unstated' else 'department' end, admin2 = null
  from directory.service s
  where s.country = p.country and s.id = p.service_id and directory.tells_secret(s.entry) and (s.entry->>'confidentialLocation')::boolean and p.reach = 'municipality';
update directory.service s
  set entry = jsonb_set(s.entry, '{places}', (select coalesce(jsonb_agg(directory.coarse_place(place) order by at), '[]') from jsonb_array_elements(s.entry->'places') with ordinality x(place, at)))
  where directory.tells_secret(s.entry);
update directory.reception_point r set entry = jsonb_set(r.entry, '{place}', directory.coarse_place(r.entry->'place')) where directory.tells_secret(r.entry);

alter table directory.service add constraint service_keeps_secrets check (not directory.tells_secret(entry));
alter table directory.reception_point add constraint reception_point_keeps_secrets check (not directory.tells_secret(entry));
