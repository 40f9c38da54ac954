import { routesOf } from '#platform/http';
import { directoryPolicy } from '../policy.ts';
import { EndTrip, officeTrips, TellTrip } from './schema.ts';
import { endTrip, officeTripsOf, tellTrip } from './service.ts';

const defineRoute = routesOf(directoryPolicy);
const aboutTrip = { kind: 'trip', id: ({ body }: { body: { fromAdmin2: string; toAdmin2: string } }) => `${body.fromAdmin2}/${body.toAdmin2}` };

/** Trips as offices know them. */
export const tripRoutes = [
  defineRoute({
    method: 'GET', path: '/api/directory/trips', summary: 'Trips between municipalities as offices know them',
    permission: 'directory.trips', audience: 'signed-in', purpose: 'service-provision', audit: 'none: trips between municipalities',
    response: officeTrips, handler: (ctx) => officeTripsOf(ctx),
  }),
  defineRoute({
    method: 'POST', path: '/api/directory/trips', summary: 'Say how long a trip takes and what it costs, in place of the estimate',
    permission: 'directory.trips', audience: 'signed-in', purpose: 'service-provision', audit: aboutTrip,
    body: TellTrip, response: officeTrips, handler: (ctx, { body }) => tellTrip(ctx, body),
  }),
  defineRoute({
    method: 'POST', path: '/api/directory/trips/end', summary: 'Take back what was said of a trip',
    permission: 'directory.trips', audience: 'signed-in', purpose: 'service-provision', audit: aboutTrip,
    body: EndTrip, response: officeTrips, handler: (ctx, { body }) => endTrip(ctx, body),
  }),
];
