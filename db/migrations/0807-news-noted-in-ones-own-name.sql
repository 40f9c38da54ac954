-- Whoever takes note of news does so in their own name.
alter policy fit_news_seen on assessment.fit_news with check (country = access.actor_country() and seen_by = access.actor_user() and seen_at is not null);
