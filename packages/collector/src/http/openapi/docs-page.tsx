import type { Child } from 'hono/jsx';
import { type ApiContent, type ApiDocument, type ApiOperation, groupOperations } from './api-document.ts';

/** The whole API on one page: no script, nothing from elsewhere. */
export function DocsPage({ document, styles }: { document: ApiDocument; styles: string }): Child {
  const groups = groupOperations(document);
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{document.info.title} API</title>
        <style dangerouslySetInnerHTML={{ __html: styles }} />
      </head>
      <body>
        <nav>
          {[...groups.keys()].map((name) => (
            <a href={`#${toAnchor(name)}`}>{name}</a>
          ))}
          <a href="#schemas">Schemas</a>
          <a href="/openapi.json">openapi.json</a>
        </nav>
        <main>
          <h1>{document.info.title} API</h1>
          <p>{document.info.description}</p>
          {[...groups].map(([name, operations]) => (
            <section id={toAnchor(name)}>
              <h2>{name}</h2>
              {operations.map((operation) => (
                <Operation operation={operation} />
              ))}
            </section>
          ))}
          <section id="schemas">
            <h2>Schemas</h2>
            {Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => (
              <details id={`schema-${name}`}>
                <summary>{name}</summary>
                <Json value={schema} />
              </details>
            ))}
          </section>
        </main>
      </body>
    </html>
  );
}

function Operation({ operation }: { operation: ApiOperation }): Child {
  const { method, path, summary, description, parameters = [], requestBody, responses } = operation;
  return (
    <details id={toAnchor(`${method} ${path}`)}>
      <summary>
        <b class={`method ${method.toLowerCase()}`}>{method}</b> <code>{path}</code> <span>{summary}</span>
      </summary>
      {description && <p>{description}</p>}
      <p class="muted">{describeSecurity(operation)}</p>
      {parameters.length > 0 && <Parameters parameters={parameters} />}
      {requestBody && <Content title="Body" content={requestBody} />}
      {Object.entries(responses).map(([status, response]) => (
        <Content title={`${status}: ${response.description ?? ''}`} content={response} />
      ))}
    </details>
  );
}

function Parameters({ parameters }: { parameters: NonNullable<ApiOperation['parameters']> }): Child {
  return (
    <table>
      <thead>
        <tr>
          <th>Parameter</th>
          <th>Where</th>
          <th>Meaning</th>
        </tr>
      </thead>
      <tbody>
        {parameters.map((one) => (
          <tr>
            <td>
              <code>{one.name}</code>
              {one.required && ' (needed)'}
            </td>
            <td>{one.in}</td>
            <td>{one.description ?? one.schema?.description}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Content({ title, content: { content = {} } }: { title: string; content: ApiContent }): Child {
  return (
    <div>
      <h3>{title}</h3>
      {Object.entries(content).map(([type, { schema }]) => (
        <div>
          <p class="muted">{type}</p>
          <Schema schema={schema} />
        </div>
      ))}
    </div>
  );
}

function Schema({ schema }: { schema: unknown }): Child {
  const name = /^#\/components\/schemas\/(\w+)$/.exec(
    (schema as { $ref?: string } | undefined)?.$ref ?? '',
  )?.[1];
  return name === undefined ? <Json value={schema} /> : <a href={`#schema-${name}`}>{name}</a>;
}

function Json({ value }: { value: unknown }): Child {
  return (
    <pre>
      <code>{JSON.stringify(value, null, 2)}</code>
    </pre>
  );
}

function describeSecurity({ security = [] }: ApiOperation): string {
  const names = security.map((one) => Object.keys(one)[0] ?? 'none, or elsewhere as described');
  return names.length === 0 ? 'Needs no key.' : `Key: ${names.join(' or ')}.`;
}

function toAnchor(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
