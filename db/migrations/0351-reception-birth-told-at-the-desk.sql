-- A birth that the list did not have and the desk was told: the floor shows the age by it. What the list says stays as it is.
alter table reception.manifest_row add column birth_told jsonb check (birth_told is null or (birth_told ? 'birthDate' and birth_told ? 'birthPrecision'));
comment on column reception.manifest_row.birth_told is 'Birth as told at the desk, where the list had none | sensitivity: personal | purpose: reception';
