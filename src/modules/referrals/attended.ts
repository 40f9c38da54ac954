/** How the service is asked to attend somebody who cannot travel; without one the person comes to the place. Why they cannot is not told. */
export const ATTENDED_BY = ['phone', 'video', 'visit'] as const;
