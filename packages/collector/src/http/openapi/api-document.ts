/** As much of an OpenAPI document as the page that shows it reads. */
export interface ApiDocument {
  info: { title: string; description?: string };
  paths?: Record<string, Record<string, unknown>>;
  components?: { schemas?: Record<string, unknown> };
}

export interface ApiOperation {
  method: string;
  path: string;
  summary?: string;
  description?: string;
  security?: Record<string, unknown>[];
  parameters?: {
    name: string;
    in: string;
    required?: boolean;
    description?: string;
    schema?: { description?: string };
  }[];
  requestBody?: ApiContent;
  responses: Record<string, ApiContent & { description?: string }>;
}

export interface ApiContent {
  content?: Record<string, { schema?: unknown }>;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

const CALLS = ['track', 'identify', 'group', 'page', 'screen', 'alias'];
const THE_REST = 'The server';

/** The parts of the API in the order of a first acquaintance, by what their paths begin with. */
const GROUPS: readonly { name: string; segments: readonly string[] }[] = [
  {
    name: 'Sending messages',
    segments: ['batch', 'b', 'import', ...CALLS.flatMap((call) => [call, call.charAt(0)])],
  },
  { name: 'Profiles', segments: ['profiles'] },
  { name: 'Profiles, by profileId', segments: ['profile-ids'] },
  { name: 'Profiles, by anonymousId', segments: ['anonymous'] },
  { name: 'Accounts', segments: ['accounts'] },
  { name: 'For the page itself', segments: ['me'] },
  { name: 'Models', segments: ['models', 'outcomes', 'jobs'] },
  { name: 'Rejected messages', segments: ['rejected'] },
  { name: 'Live', segments: ['live'] },
  { name: 'Audit', segments: ['audit'] },
  { name: 'What other clients ask for', segments: ['projects', 'sourceConfig', 'beacon', 'm'] },
];

/** The operations of a document by the part of the API they belong to; parts without any are left out. */
export function groupOperations(document: ApiDocument): Map<string, ApiOperation[]> {
  const groups = new Map(
    [...GROUPS.map(({ name }) => name), THE_REST].map((name) => [name, [] as ApiOperation[]]),
  );
  for (const operation of listOperations(document)) groups.get(groupOf(operation))?.push(operation);
  return new Map([...groups].filter(([, operations]) => operations.length > 0));
}

function listOperations({ paths = {} }: ApiDocument): ApiOperation[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    METHODS.filter((method) => operations[method] !== undefined).map((method) => ({
      ...(operations[method] as Omit<ApiOperation, 'method' | 'path'>),
      method: method.toUpperCase(),
      path,
    })),
  );
}

function groupOf({ path }: Pick<ApiOperation, 'path'>): string {
  const [, first = '', second = ''] = path.split('/');
  const segment = first === 'v1' ? second : first;
  return GROUPS.find(({ segments }) => segments.includes(segment))?.name ?? THE_REST;
}
