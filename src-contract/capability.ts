import { z } from 'zod';

/** A method: what goes in and what comes out. */
interface Method {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

/** The same, with `never` under every key that does not begin with the capability's name. */
type Owned<Name extends string, Parts> = {
  readonly [Key in keyof Parts]: Key extends `${Name}.${string}` ? Parts[Key] : never;
};

/** What one capability of the engine can be asked, and what it says without being asked. */
export interface Capability<
  Name extends string = string,
  Methods = Readonly<Record<string, Method>>,
  Events = Readonly<Record<string, z.core.$ZodShape>>,
> {
  readonly name: Name;
  readonly methods: Methods;
  readonly events: Events;
}

/** Input or output of methods that take or answer nothing. */
export const nothing = z.strictObject({});

/**
 * Declare a capability. Every method and event is called `<name>.<what>`; another name does not compile.
 *
 * @param parts.events what each event carries besides its name.
 */
export function capability<
  const Name extends string,
  Methods extends Readonly<Record<string, Method>>,
  Events extends Readonly<Record<string, z.core.$ZodShape>>,
>(
  name: Name,
  parts: {
    readonly methods: Methods & Owned<Name, Methods>;
    readonly events: Events & Owned<Name, Events>;
  },
): Capability<Name, Methods, Events> {
  return { name, methods: parts.methods, events: parts.events };
}
