import type { JsonObject } from '@ardent/core';
import { z } from '@hono/zod-openapi';

/** Any JSON object. What it holds was checked when it was stored; OpenAPI's generator can't follow `z.json()`. */
export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.unknown()) as z.ZodType<JsonObject>;
