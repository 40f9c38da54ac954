-- "May somebody of these offices see this person?" is asked for every row that anybody reads, by the queries and again by the policies. By the
-- primary key it is asked once per office; from this index the offices of a person are read at once, without the table.
create index person_office_of_person on registry.person_office (person_id) include (office_id, country);
