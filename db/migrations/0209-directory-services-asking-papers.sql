-- Services that ask for a paper are few among many, and are read with every way to papers.
create index service_asking_for_papers on directory.service (country, id)
  where active and jsonb_path_exists(entry, '$.requiredDocuments[*] ? (@.type() == "string")');
