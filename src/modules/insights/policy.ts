import { definePolicy } from '#platform/http';

/** Who may see which figures. */
export const insightsPolicy = definePolicy({
  'insights.summary': { roles: ['supervisor'], scope: 'exact counts of the offices whose lists the supervisor may open' },
  'insights.cases': { roles: ['supervisor'], scope: 'cases of the offices whose lists the supervisor may open' },
  'insights.indicators': { roles: ['analyst', 'supervisor'], scope: 'counts without identity, small figures hidden; an analyst sees the country, a supervisor their offices' },
  'insights.gaps': { roles: ['analyst', 'supervisor'], scope: 'open needs without any service, counted; an analyst sees the country with small figures hidden, a supervisor their offices' },
  'insights.goals': { roles: ['analyst'], scope: 'people of the country who work towards an open goal, by dimension and level, in whole tens' },
  'insights.published': { roles: ['analyst', 'supervisor', 'administrator'], scope: 'figures of published reports' },
});
