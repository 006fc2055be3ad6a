import type { App } from './app-env.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** `/openapi.json`: OpenAPI 3.1, made of the schemas that validate requests. */
export function addOpenapiRoute(app: App): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'secretKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'A secret key of the project.',
  });
  let document: object | undefined;
  app.get('/openapi.json', (c) => {
    document ??= app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Ardent',
        version: '1',
        description:
          'Customer engagement scores: send messages as in the Segment spec, read scores with their reasons.',
      },
    });
    return c.json(document, 200, SECURITY_HEADERS);
  });
}
