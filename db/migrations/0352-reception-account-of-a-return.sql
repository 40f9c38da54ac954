-- Why the person had left and how they were apprehended, where they told it. It may name violence, so it lies encrypted with a key that the database does not
-- hold, and protection alone reads it.
alter table reception.return_event add column account bytea;
comment on column reception.return_event.account is 'Why the person had left and how they were apprehended, as told, encrypted | sensitivity: restricted | purpose: protection';
grant update (account) on reception.return_event to ventanilla_runtime;
