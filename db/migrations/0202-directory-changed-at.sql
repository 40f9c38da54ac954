-- Whoever takes the public directory over asks what changed since a day.
alter table directory.organization add column changed_at timestamptz not null default now();
alter table directory.service add column changed_at timestamptz not null default now();
comment on column directory.organization.changed_at is 'When the entry changed last | sensitivity: none | purpose: directory';
comment on column directory.service.changed_at is 'When the entry changed last | sensitivity: none | purpose: directory';

create function directory.note_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.entry is distinct from old.entry then
    new.changed_at := coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now());
  else
    new.changed_at := old.changed_at;
  end if;
  return new;
end $$;
comment on function directory.note_change() is 'Keeps the time of the last change of an entry, whoever writes it.';
create trigger organization_changed before insert or update on directory.organization for each row execute function directory.note_change();
create trigger service_changed before insert or update on directory.service for each row execute function directory.note_change();
