-- A supervisor looks on at the reception points of the own institution (from the national office: at all), as with cases.
create or replace function reception.at_desk(p_country text, p_office uuid) returns boolean language sql stable parallel safe as $$
  select p_country = access.actor_country() and (
    (access.actor_is('reception', 'protection') and p_office = access.actor_office())
    or (access.actor_is('supervisor') and p_office = any ((select registry.actor_offices())::uuid[])))
$$;
