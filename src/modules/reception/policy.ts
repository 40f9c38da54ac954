import { definePolicy } from '#platform/http';

/** Actions of reception. The repository and the database enforce what `scope` says. */
export const receptionPolicy = definePolicy({
  'reception.upload-list': { roles: ['reception'], scope: 'own uploads at the own reception point' },
  'reception.read-lists': { roles: ['reception', 'protection', 'supervisor'], scope: 'lists of the own reception point; a supervisor: of the own institution, from the national office of the country' },
  'reception.keep-senders': { roles: ['reception'], scope: 'what the own reception point remembers of those who send lists' },
  'reception.reconcile': { roles: ['reception'], scope: 'lists of the own reception point' },
  'reception.reopen-list': { roles: ['supervisor'], scope: 'closed lists of the own institution, from the national office of the country' },
  'reception.read-points': { roles: ['reception', 'protection', 'supervisor', 'administrator'], scope: 'reception points of the country, no person' },
  'reception.keep-points': { roles: ['supervisor', 'administrator'], scope: 'points of the own institution, from the national office of the country; an administrator: of the country' },
  'reception.move-arrivals': { roles: ['reception', 'supervisor'], scope: 'people expected at the own point; a supervisor: at points of the own institution, from the national office of the country' },
  'reception.attend': { roles: ['reception', 'protection'], scope: 'people expected or waiting at the own reception point' },
  'reception.manage-screens': { roles: ['reception'], scope: 'screens of the own reception point' },
  'reception.show-calls': { roles: ['public'], scope: 'numbers and desks of the point of a screen whose key one holds' },
  'reception.read-board': { roles: ['reception', 'protection', 'supervisor'], scope: 'the own reception point; a supervisor: those of the own institution, from the national office of the country' },
  'reception.leave': { roles: ['reception', 'protection'], scope: 'people of the own reception point' },
  'reception.verify-guardian': { roles: ['protection'], scope: 'hand-overs at the own reception point' },
  'reception.decide-transport': { roles: ['supervisor', 'protection'], scope: 'supervisor: beyond the ceiling, at points of the own institution; protection: what waits for its look, at the own point' },
  'reception.keep-beds': { roles: ['supervisor'], scope: 'places of reception points of the own institution' },
  'reception.finish': { roles: ['reception'], scope: 'people whom the officer has taken' },
  'reception.read-slip': { roles: ['reception', 'protection', 'window', 'supervisor'], scope: 'slips of the own office or of people it may see' },
  'reception.read-choices': { roles: ['reception', 'protection', 'window', 'supervisor'], scope: 'country data, no person' },
  'reception.record-return': { roles: ['reception', 'window'], scope: 'people whom the own office may see' },
  'reception.read-returns': { roles: ['reception', 'window', 'protection', 'supervisor'], scope: 'returns of people whom the office may see' },
});
