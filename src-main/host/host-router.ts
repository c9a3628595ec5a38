import {
  AppError,
  type HostMethodInput,
  type HostMethodName,
  hostMethods,
  type HostMethodOutput,
} from '../../src-contract/index.ts';
import type { Logger } from '../core/logger.ts';
import { parseInput, type Procedure, procedure } from './procedure.ts';

type HostMethods = {
  readonly [M in HostMethodName]: (input: HostMethodInput<M>) => HostMethodOutput<M> | Promise<HostMethodOutput<M>>;
};

/** What a host does for the page. What is missing is answered with NOT_SUPPORTED_HERE. */
export type HostCapabilities = Pick<HostMethods, 'host.info'> & Partial<HostMethods>;

/** The methods that the host answers itself, for `rpcServer`. Needs no engine in this process. */
export function hostRouter(capabilities: HostCapabilities, log: Logger): Readonly<Record<string, Procedure>> {
  const router: Record<string, Procedure> = {};
  for (const method of Object.keys(hostMethods) as HostMethodName[]) {
    const { input: schema, output } = hostMethods[method];
    const call = (input: unknown): unknown => {
      const parsed = parseInput(method, schema, input);
      const run = capabilities[method] as ((input: unknown) => unknown) | undefined;
      if (run === undefined) {
        throw new AppError('NOT_SUPPORTED_HERE', `Expected a host that can do ${method} but this one cannot`);
      }
      return run(parsed);
    };
    router[method] = procedure(method, output, call, log);
  }
  return router;
}
