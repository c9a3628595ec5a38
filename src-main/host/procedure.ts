import { ORPCError, os } from '@orpc/server';
import { z } from 'zod';
import { AppError } from '../../src-contract/index.ts';
import type { Logger } from '../core/logger.ts';
import { internalError, toRpcError } from './rpc-errors.ts';

/** A method of the contract as something that clients can call. */
export type Procedure = ReturnType<typeof procedure>;

/**
 * Make a method callable by clients. What it answers is checked: a client must be able to rely on the contract, and
 * nothing that is not in the contract may leave.
 *
 * @param call validates its input.
 */
export function procedure(
  method: string,
  output: z.ZodType,
  call: (input: unknown, signal: AbortSignal) => unknown,
  log: Logger,
) {
  return os.handler(async ({ input, signal }): Promise<unknown> => {
    try {
      const answer = output.safeParse(await call(input, signal ?? new AbortController().signal));
      if (answer.success) return answer.data;
      log.error({ method, problems: answer.error.issues.map(problem) }, 'an answer does not fit the contract');
      throw internalError();
    } catch (error) {
      throw error instanceof ORPCError ? error : toRpcError(error, method, log);
    }
  });
}

/** Where something is wrong, without the value that is: it may hold names of files. */
function problem({ code, path }: z.core.$ZodIssue): string {
  return `${code} at ${path.map(String).join('.')}`;
}

/** @throws INVALID_ARGUMENT */
export function parseInput<T extends z.ZodType>(method: string, schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = z.prettifyError(parsed.error);
  throw new AppError('INVALID_ARGUMENT', `Expected valid input for ${method} but:\n${problems}`);
}
