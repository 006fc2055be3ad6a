import { z } from '@hono/zod-openapi';
import type { Account, AccountReads } from '../storage/account-reads.ts';
import { Refusal } from './refusal.ts';

/** What names an account in an address. */
export const accountParams: z.ZodObject<{ groupId: z.ZodString }> = z.object({
  groupId: z.string().openapi({
    param: { name: 'groupId', in: 'path' },
    description: 'Id of the account in your application.',
  }),
});
/** @throws Refusal 404 where nobody was ever grouped into it. */
export async function getAccount(
  reader: Pick<AccountReads, 'findAccount'>,
  groupId: string,
): Promise<Account> {
  const account = await reader.findAccount(groupId);
  if (account !== undefined) return account;
  throw new Refusal({
    status: 404,
    code: 'account_not_found',
    detail: `There is no account with the groupId ${JSON.stringify(groupId)}.`,
    remedy: 'Check the id. An account is there from the first group message that names it on.',
  });
}
