-- Whoever was registered without a birth date has keys of their own, so that a look-up which knows the year finds them: they are
-- indexed anew at the next start (docs/decisions/0021).
delete from registry.person_index i using registry.person p where p.id = i.person_id and p.birth_date is null;
