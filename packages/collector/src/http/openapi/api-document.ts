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

/** The operations of a document by the part of the API they belong to, in its order. */
export function groupOperations(document: ApiDocument): Map<string, ApiOperation[]> {
  const groups = new Map<string, ApiOperation[]>();
  for (const operation of listOperations(document)) {
    const name = groupOf(operation);
    groups.set(name, [...(groups.get(name) ?? []), operation]);
  }
  return groups;
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
  const reads: Record<string, string> = {
    profiles: 'Profiles',
    'profile-ids': 'Profiles, by profileId',
    anonymous: 'Profiles, by anonymousId',
    models: 'Models',
    rejected: 'Rejected messages',
    live: 'Live',
    me: 'For the page itself',
    audit: 'Audit',
  };
  if (first !== 'v1')
    return first === 'beacon' || first === 'sourceConfig' ? 'Sending messages' : 'The server';
  return reads[second] ?? 'Sending messages';
}
