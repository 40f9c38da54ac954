-- Which shelter asks for a paper is not kept: others read the case who know of none.
update documents.wanted_paper w set service_id = null
  where exists (select from directory.service s where s.country = w.country and s.id = w.service_id and s.protection_only);
alter policy wanted_add on documents.wanted_paper with check (
  country = access.actor_country() and registry.keeps_records() and wanted_by = access.actor_user() and dropped_at is null and registry.may_see_case(case_id)
  and not exists (select from directory.service s where s.country = wanted_paper.country and s.id = wanted_paper.service_id and s.protection_only));
