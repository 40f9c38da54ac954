-- A return or a slip can only be written for somebody whom the office may see.
drop policy return_record on reception.return_event;
create policy return_record on reception.return_event for insert
  with check (country = access.actor_country() and access.actor_is('reception', 'window') and office_id = access.actor_office() and registry.may_see_person(person_id));
drop policy slip_issue on reception.slip;
create policy slip_issue on reception.slip for insert
  with check (country = access.actor_country() and access.actor_is('reception', 'window') and office_id = access.actor_office() and registry.may_see_person(person_id));
drop policy assistance_give on reception.assistance_given;
create policy assistance_give on reception.assistance_given for insert
  with check (reception.works_at_desk(country, office_id) and exists (select 1 from reception.return_event r where r.id = return_id and r.office_id = access.actor_office()));
