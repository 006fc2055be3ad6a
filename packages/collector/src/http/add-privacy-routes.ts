import { createRoute, z } from '@hono/zod-openapi';
import type { EraseProfile, ErasureReceipt } from '../storage/erasure.ts';
import type { Profile, ProjectReader } from '../storage/project-storage.ts';
import type { App } from './app-env.ts';
import { toEventJson } from './json/event-json.ts';
import { KEY_REFUSALS, refusals } from './json/problem-json.ts';
import { toProfileJson } from './json/profile-json.ts';
import { queryOf } from './parameters.ts';
import { getProfile, type ProfileAddress, profileNotFound } from './profile-address.ts';

/** Takes a person out of a project; undefined if nobody has that id. */
export type ErasePerson = (projectId: string, request: EraseProfile) => Promise<Receipt | undefined>;

interface Receipt extends ErasureReceipt {
  /** Files of the data folder that erasure does not reach. */
  oldCopies: string[];
}

const MESSAGES_A_PAGE = 1_000;

const receiptSchema = z
  .object({
    profileId: z.string(),
    erasedAt: z.iso.datetime().openapi({ description: 'What happened before it is refused from now on.' }),
    erased: z
      .object({
        profiles: z.int(),
        identities: z.int(),
        messages: z.int(),
        dailyCounts: z.int(),
        distinctValues: z.int(),
        traits: z.int(),
        memberships: z.int(),
        rejectedMessages: z.int(),
        droppedTotals: z.int(),
      })
      .openapi({ description: 'Rows of each kind.' }),
    oldCopies: z.array(z.string()).openapi({
      description:
        'Files of the data folder that hold the project as it was once, which erasure does not reach: remove them.',
    }),
  })
  .openapi('ErasureReceipt');

const exportSchema = z.looseObject({}).openapi('ProfileExport');

/** All of a person, as one JSON object. */
export function addExportRoute(app: App, { path, params, toRef }: ProfileAddress): void {
  const route = createRoute({
    method: 'get',
    path: `${path}/export`,
    summary: 'Everything that is stored of a person',
    security: [{ secretKey: [] }],
    request: { params, query: queryOf({}) },
    responses: {
      200: {
        description:
          'The profile, its ids, traits, memberships, daily counts, quarantined messages, and messages.',
        content: { 'application/json': { schema: exportSchema } },
      },
      ...refusals({ ...KEY_REFUSALS, 404: 'There is no such profile.' }),
    },
  });
  app.openapi(route, async (c) => {
    const { reader, now } = c.get('project');
    const profile = await getProfile(reader, toRef(c.req.valid('param')));
    const parts = exportParts(reader, profile, new Date(now()).toISOString());
    const headers = {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="${profile.profileId}.json"`,
    };
    // Streamed: what is typed is the JSON that the text holds.
    return c.body(toStream(parts), 200, headers) as never;
  });
}

/** Erasure of a person, with a receipt. */
export function addEraseRoute(
  app: App,
  { path, params, toRef }: ProfileAddress,
  { erasePerson }: { erasePerson: ErasePerson },
): void {
  const route = createRoute({
    method: 'delete',
    path,
    summary: 'Erase a person, everywhere',
    security: [{ secretKey: [] }],
    request: { params, query: queryOf({}) },
    responses: {
      200: {
        description: 'The person is erased.',
        content: { 'application/json': { schema: receiptSchema } },
      },
      ...refusals({ ...KEY_REFUSALS, 404: 'There is no such profile.', 503: 'Nothing can be changed now.' }),
    },
  });
  app.openapi(route, async (c) => {
    const { keyId, projectId } = c.get('grant');
    const ref = toRef(c.req.valid('param'));
    const change = { actor: keyId, at: c.get('project').now() };
    const receipt = await erasePerson(projectId, { ref, change });
    if (receipt === undefined) throw profileNotFound(ref);
    return c.json({ ...receipt, erasedAt: new Date(receipt.erasedAt).toISOString() }, 200);
  });
}

async function* exportParts(
  reader: ProjectReader,
  profile: Profile,
  exportedAt: string,
): AsyncGenerator<string> {
  const { score: _, ...profileJson } = toProfileJson(profile, null);
  const records = await reader.findRecords(profile.profileId);
  const head = JSON.stringify({ exportedAt, profile: profileJson, ...records });
  yield `${head.slice(0, -1)},"messages":[`;
  let separator = '';
  let before: { timestamp: number; messageId: string } | undefined;
  for (;;) {
    const page = { limit: MESSAGES_A_PAGE, ...(before !== undefined && { before }) };
    const events = await reader.listEvents(profile.profileId, page);
    if (events.length > 0)
      yield separator + events.map((event) => JSON.stringify(toEventJson(event))).join(',');
    separator = ',';
    before = events.at(-1);
    if (events.length < MESSAGES_A_PAGE || before === undefined) break;
  }
  yield ']}';
}

function toStream(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}
