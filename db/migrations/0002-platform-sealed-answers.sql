-- What a command was answered may hold what only the closed circle reads, and a plain hash of a short command can be guessed:
-- both are kept sealed with the key of the house, which the database does not have.
alter table platform.command drop column fingerprint, drop column response, add column sealed bytea;
comment on column platform.command.sealed is 'Hash of address and content, and the answer to give again, sealed with the key of the house | sensitivity: restricted | purpose: operation';
