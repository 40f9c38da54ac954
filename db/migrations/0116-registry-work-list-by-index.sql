-- The list of an officer is counted from the index alone, as that of an office is.
drop index registry.case_file_officer;
create index case_file_officer on registry.case_file (officer_id, state, opened_at, id) include (country, office_id, person_id);
