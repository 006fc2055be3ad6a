import { z } from '@hono/zod-openapi';
import type { RejectedMessage } from '../../storage/project-storage.ts';

/** A message in the quarantine. */
export interface RejectedJson {
  id: number;
  messageId: string | null;
  code: string;
  reason: string;
  receivedAt: string;
  keyId: string;
  sizeBytes: number | null;
  isReplayable: boolean;
  /** As sent; null where it was too large to keep. */
  message?: unknown;
}

export const rejectedSchema: z.ZodType<RejectedJson> = z
  .object({
    id: z.int().openapi({ description: 'Grows with time.' }),
    messageId: z.string().nullable(),
    code: z.string().openapi({ description: 'Why it was rejected, for programs.' }),
    reason: z.string(),
    receivedAt: z.iso.datetime(),
    keyId: z.string().openapi({ description: 'The key it came with.' }),
    sizeBytes: z.int().nullable().openapi({ description: 'As JSON.' }),
    isReplayable: z.boolean().openapi({ description: 'False: it was too large to keep.' }),
    message: z.unknown().openapi({ description: 'As sent; null where it was too large to keep.' }),
  })
  .openapi('RejectedMessage');

/** A rejected message as the API tells it. */
export function toRejectedJson({ raw, receivedAt, ...rejected }: RejectedMessage): RejectedJson {
  const { id, messageId, code, reason, keyId, sizeBytes } = rejected;
  return {
    id,
    messageId,
    code,
    reason,
    receivedAt: new Date(receivedAt).toISOString(),
    keyId,
    sizeBytes,
    isReplayable: raw !== undefined,
    message: raw ?? null,
  };
}
