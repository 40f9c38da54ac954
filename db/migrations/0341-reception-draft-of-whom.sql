-- When the draft of a desk was kept, and by whom: whoever goes on at another desk knows which words are newer.
alter table reception.manifest_row add column draft_at timestamptz, add column draft_by_name text;
comment on column reception.manifest_row.draft_at is 'When the draft was kept last | sensitivity: internal | purpose: reception';
comment on column reception.manifest_row.draft_by_name is 'Name that colleagues see of who kept it | sensitivity: personal | purpose: display';
