import type { App } from './app-env.ts';
import { describeClientRoutes } from './openapi/describe-client-routes.ts';
import { describeOpenRoutes } from './openapi/describe-open-routes.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/**
 * `/openapi.json`: OpenAPI 3.1, made of the schemas that validate requests.
 *
 * @returns the document, for others to show.
 */
export function addOpenapiRoute(app: App): () => object {
  app.openAPIRegistry.registerComponent('securitySchemes', 'secretKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'A secret key of the project.',
  });
  describeClientRoutes(app);
  describeOpenRoutes(app);
  let document: object | undefined;
  // Not before it is asked for: every route must have been added.
  const readDocument = () => {
    document ??= app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Ardent',
        version: '1',
        description:
          'Customer engagement scores: send messages as in the Segment spec, read scores with their reasons.',
      },
    });
    return document;
  };
  app.get('/openapi.json', (c) => c.json(readDocument(), 200, SECURITY_HEADERS));
  return readDocument;
}
