-- New cases whose answer is late are counted from an index of their own: among the many that are in time they are few.
create index case_file_overdue on registry.case_file (office_id, answer_by) include (country, person_id) where state = 'new';
