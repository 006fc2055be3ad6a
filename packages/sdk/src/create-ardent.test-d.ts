import { createArdent } from './create-ardent.ts';

type Events = {
  'Report Viewed': { report: string; rows?: number };
  'Logged Out': { reason?: string };
};

const ardent = createArdent<Events>({ writeKey: 'wk', host: 'https://ardent.example' });

void ardent.track('Report Viewed', { report: 'revenue' });
void ardent.track('Report Viewed', { report: 'revenue', rows: 3 }, { timestamp: new Date() });
void ardent.track('Logged Out');

// @ts-expect-error: no such event
void ardent.track('Report viewed', { report: 'revenue' });
// @ts-expect-error: properties are missing
void ardent.track('Report Viewed');
// @ts-expect-error: a property is missing
void ardent.track('Report Viewed', { rows: 3 });
// @ts-expect-error: a property has the wrong type
void ardent.track('Report Viewed', { report: 7 });
// @ts-expect-error: no such property
void ardent.track('Report Viewed', { report: 'revenue', row: 3 });
// @ts-expect-error: a user token is a text
void ardent.identify('u1', {}, { userToken: 7 });
// @ts-expect-error: a client needs a write key
createArdent({ host: 'https://ardent.example' });

const untyped = createArdent({ writeKey: 'wk' });
void untyped.track('Anything', { goes: true });
void untyped.track('Anything');
