-- Words that several rooms need for what comes after arrival: somebody agrees to a case conference; an office sees a person because protection was told.
alter table registry.consent drop constraint consent_purpose_check;
alter table registry.consent add constraint consent_purpose_check check (purpose in ('case', 'referral', 'follow-up', 'family-contact', 'conference'));
alter table registry.person_office drop constraint person_office_why_check;
alter table registry.person_office add constraint person_office_why_check
  check (why in ('registered', 'returned-again', 'destination', 'assigned', 'referred', 'hand-over', 'protection'));
