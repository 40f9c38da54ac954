/** The profile: what stands in `x_…` fields beside HSDS 3.1, as a JSON merge patch of its schemas. The same list, in words, is docs/how-to/exchange-the-directory.md. */

export const HSDS_VERSION = '3.1';

type Field = readonly [type: 'string' | 'boolean' | 'integer' | 'array' | 'object', description: string];
type Fields = Readonly<Record<string, Field>>;

const CODE: Field = ['string', 'Code of the entry in the directory; the id is made from it.'];
const SOURCES: Field = ['array', 'Sources of the entry: code of the source and passage.'];
const NAME_EN: Field = ['string', 'Name in English.'];
const NAME_SOURCE: Field = ['boolean', 'False: the Spanish name is a rendering, not the text of the source.'];
const LANGUAGE: Field = ['string', 'Language of `description` (ISO 639-3) when it is not Spanish.'];
const DESCRIPTION_EN: Field = ['string', 'Description in English, when `description` is Spanish.'];
const EMAILS: Field = ['array', 'Further addresses of mail.'];
const SUCCESSOR: Field = ['string', 'Code of the entry that stands in its place now.'];
const CONFIRM_BY: Field = ['string', 'Day until which the entry should be confirmed again.'];
const SCOPE: Field = ['string', 'Country of the entry, or REGIONAL or GLOBAL.'];

/** Extension fields by object of HSDS. */
export const PROFILE: Readonly<Record<string, Fields>> = {
  organization: {
    x_code: CODE, x_parent: ['string', 'Code of the organization above.'], x_name_en: NAME_EN, x_name_es_in_source: NAME_SOURCE, x_description_language: LANGUAGE, x_description_en: DESCRIPTION_EN,
    x_acronym: ['string', 'Acronym.'], x_kind: ['string', 'civil_society, government, international, private or returnee_led.'], x_scope: SCOPE, x_aliases: ['array', 'Other names.'],
    x_note: ['string', 'Remark of whoever read the sources.'], x_sources: SOURCES, x_more_emails: EMAILS, x_successor_id: SUCCESSOR, x_confirm_by: CONFIRM_BY,
    x_confirmed: ['object', 'When the entry was confirmed last and by which institution.'], x_last_modified: ['string', 'When the entry changed last.'],
  },
  service: {
    x_code: CODE, x_organization: ['string', 'Code of the organization.'], x_organization_inferred: ['boolean', 'True: the source does not say who owns it; the owner is a placeholder.'],
    x_name_en: NAME_EN, x_name_es_in_source: NAME_SOURCE, x_more_names: ['array', 'Further names beside `alternate_name`.'], x_description_language: LANGUAGE, x_description_en: DESCRIPTION_EN,
    x_status: ['string', 'active_as_of, pilot, planned, suspended or closed.'], x_as_of: ['integer', 'Year in which the source describes it.'], x_level: ['string', 'individual, community or structural.'],
    x_dimension: ['string', 'economic, social or psychosocial.'], x_phase: ['string', 'pre_departure, reception, post_arrival or reintegration.'], x_scope: SCOPE,
    x_target_groups: ['array', 'Groups of people that the source names.'], x_eligibility: ['array', 'Conditions in the words of the source, and whether `x_criteria` say them.'],
    x_criteria: ['object', 'Conditions over facts about a person.'], x_need_criteria: ['object', 'Further conditions by kind of service.'], x_open_conditions: ['array', 'What only the provider can answer.'],
    x_ages: ['array', 'Age groups: child, adult.'], x_sexes: ['array', 'Sexes it is meant for.'], x_specificity: ['integer', '0 for everybody, 1 for people who return, 2 for one group among them.'],
    x_no_papers_needed: ['boolean', 'The source says that no paper is needed.'], x_benefit: ['object', 'What is given: amount, currency, note.'], x_capacity: ['object', 'Figures of the source on size and results.'],
    x_referral_path: ['string', 'How the source says that people come to it.'], x_partners: ['array', 'Codes of organizations that take part.'], x_matchable: ['boolean', 'May be suggested to a person.'],
    x_not_matchable: ['string', 'Why it is not.'], x_protection_only: ['boolean', 'Known only to the closed circle; never published.'],
    x_confidential_location: ['boolean', 'The place is secret: no location is given, only the phone of the intake.'], x_notes: ['string', 'Remark of whoever read the sources.'], x_sources: SOURCES,
    x_more_emails: EMAILS, x_modality: ['array', 'place, phone, remote, mobile_team.'], x_route: ['array', 'Stops of a team that travels, with their days.'], x_free: ['boolean', 'Costs nothing.'],
    x_women_attend: ['boolean', 'Whoever wishes it is attended by a woman.'],
    x_waiting_list: ['boolean', 'Keeps a waiting list.'], x_wait_days: ['integer', 'Days that one usually waits.'], x_legal_bases: ['array', 'Codes of the laws it rests on.'],
    x_evidence: ['string', 'action or evaluated_practice.'], x_confirmed_by: ['string', 'Institution that confirmed it on `assured_date`.'], x_successor_id: SUCCESSOR, x_confirm_by: CONFIRM_BY,
    x_places: ['array', 'Places without a location: the whole country, abroad, not stated; each with its position.'],
  },
  service_at_location: { x_position: ['integer', 'Position among the places of the service.'], x_service: ['object', 'The service, when everything is asked for.'] },
  location: {
    x_reach: ['string', 'municipality or department: how exactly the source says where it is.'], x_admin1: ['string', 'Code of the department.'], x_admin2: ['string', 'Code of the municipality.'],
    x_precision: ['string', 'What the coordinates are: exact, municipality or department.'], x_note: ['string', 'Words of the source on the place.'],
  },
  phone: { x_intake: ['boolean', 'The number to give to people who ask for the service.'] },
  funding: { x_until: ['string', 'Day on which the money ends.'], x_note: ['string', 'Remark.'] },
  service_capacity: { x_waiting: ['integer', 'People who wait.'] },
  service_area: { x_place: ['string', 'Code of the municipality, department or country.'] },
  required_document: { x_document: ['string', 'Code of the paper in the directory.'] },
  taxonomy_term: { x_dimension: ['string', 'Dimension of reintegration.'] },
};

/** The profile as a merge patch (RFC 7386) of the schemas of HSDS. */
export function profilePatch(): Record<string, unknown> {
  return Object.fromEntries(Object.entries(PROFILE).map(([name, fields]) => [`${name}.json`, {
    properties: Object.fromEntries(Object.entries(fields).map(([field, [type, description]]) => [field, { type, description }])),
  }]));
}
