-- Records that are one person with another one: whoever asks for people with two open cases begins with these, which are few.
create index person_linked on registry.person (country, id) where identity_id <> id;
