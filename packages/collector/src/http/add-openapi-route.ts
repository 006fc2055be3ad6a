import type { App } from './app-env.ts';

/** `/openapi.json`: OpenAPI 3.1, made of the schemas that validate requests. */
export function addOpenapiRoute(app: App): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'secretKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'A secret key of the project.',
  });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Ardent',
      version: '1',
      description:
        'Customer engagement scores: send messages as in the Segment spec, read scores with their reasons.',
    },
  });
}
