-- Needs that are to be answered by a day: which of them are late is read from here, and not from every open need of the country.
create index need_open_by_day on assessment.need (country, urgency, opened_on) where state = 'open' and urgency <> 'long';
