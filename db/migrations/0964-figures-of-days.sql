-- What happened in some days is found by its day, and not by reading what ever happened.
create index need_opened on assessment.need (opened_on);
create index need_closed on assessment.need (closed_on) where closed_on is not null;
create index case_file_opened on registry.case_file (office_id, opened_on);
create index follow_up_done on plans.follow_up (office_id, closed_on) where state = 'done';
create index follow_up_first_due on plans.follow_up (office_id, first_due_on);
