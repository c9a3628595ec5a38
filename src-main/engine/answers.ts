import type { z } from 'zod';
import type { CapabilityName, MethodName, MethodNameOf, MethodOutput, methods } from '../../src-contract/index.ts';

/** How a capability answers one method. */
export type Answer<Capability, M extends MethodName> = (
  capability: Capability,
  input: z.output<(typeof methods)[M]['input']>,
  signal: AbortSignal | undefined,
) => MethodOutput<M> | Promise<MethodOutput<M>>;

/** How a capability answers its methods, each of them and no other: what is missing or too much does not compile. */
export type Answers<N extends CapabilityName, Capability> = {
  readonly [M in MethodNameOf<N>]: Answer<Capability, M>;
};
