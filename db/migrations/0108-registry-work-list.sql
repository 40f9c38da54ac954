-- The work list in its own order within an office, a state and an urgency, and everything its counts and its policy read.
drop index registry.case_file_work;
create index case_file_work on registry.case_file (office_id, state, urgency, opened_at, id) include (country, person_id, officer_id, answer_by);
