-- For the page that shows how people are recognised: a few very common and a few rare words of names, never one that fewer than ten people bear.
create function registry.name_examples() returns table (word text, people int, population int)
language sql stable security definer set search_path = pg_catalog, registry as $$
  with said as (
    select w.word, w.people from registry.name_word w
    where w.country = access.actor_country() and w.people >= 10 and char_length(w.word) >= 3 and access.actor_is('supervisor', 'auditor', 'administrator')
  ), total as (select t.people from registry.name_term t where t.country = access.actor_country() and t.kind = 'total')
  select s.word, s.people, (select people from total) from (
    (select word, people from said order by people desc, word limit 3) union (select word, people from said order by people, word limit 3)) s
  where exists (select from total) order by s.people desc, s.word
$$;
revoke all on function registry.name_examples from public;
grant execute on function registry.name_examples to ventanilla_runtime;
