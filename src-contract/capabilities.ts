import { z } from 'zod';
import { albums } from './albums.ts';
import type { Capability } from './capability.ts';
import { cuda } from './cuda.ts';
import { duplicates } from './duplicates.ts';
import { encoder } from './encoder.ts';
import { favourites } from './favourites.ts';
import { folders } from './folders.ts';
import { library } from './library.ts';
import { looks } from './looks.ts';
import { models } from './models.ts';
import { packs } from './packs.ts';
import { photos } from './photos.ts';
import { places } from './places.ts';
import { savedSearches } from './saved-searches.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { stacks } from './stacks.ts';
import { tags } from './tags.ts';
import { taste } from './taste.ts';
import { trash } from './trash.ts';
import { windows } from './windows.ts';

/** Everything the engine can do. A new capability is one more line here; see docs/adding-a-capability.md. */
export const capabilities = composed({
  library,
  packs,
  models,
  photos,
  search,
  savedSearches,
  settings,
  encoder,
  cuda,
  stacks,
  folders,
  duplicates,
  trash,
  favourites,
  albums,
  places,
  tags,
  looks,
  taste,
  windows,
});

type Capabilities = typeof capabilities;
export type CapabilityName = keyof Capabilities;

type Intersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;
type Methods = Intersection<Capabilities[CapabilityName]['methods']>;

/**
 * Every method the engine answers, with the schema of what goes in and what comes out.
 * Hosts validate `input` before dispatch; clients validate `output` on arrival.
 */
export const methods = Object.assign({}, ...Object.values(capabilities).map((each) => each.methods)) as {
  readonly [M in keyof Methods]: Methods[M];
};

export type MethodName = keyof typeof methods;
/** Names of the methods of one capability. */
export type MethodNameOf<N extends CapabilityName> = Extract<MethodName, `${N}.${string}`>;
export type MethodInput<M extends MethodName> = z.input<(typeof methods)[M]['input']>;
export type MethodOutput<M extends MethodName> = z.output<(typeof methods)[M]['output']>;

type EventsOf<C extends Capability> = {
  [E in keyof C['events'] & string]: z.output<
    z.ZodObject<{ readonly event: z.ZodLiteral<E> } & C['events'][E], z.core.$strict>
  >;
}[keyof C['events'] & string];

/**
 * Everything the engine says without being asked, as one stream. After a reconnection a client asks anew for what it
 * shows: events are hints, not a log.
 */
export type EngineEvent = { [N in CapabilityName]: EventsOf<Capabilities[N]> }[CapabilityName];

const eventSchemas = Object.values(capabilities).flatMap(({ events }) =>
  Object.entries(events).map(([event, shape]) => z.strictObject({ ...shape, event: z.literal(event) })),
);
export const EngineEvent = z.discriminatedUnion(
  'event',
  eventSchemas as [(typeof eventSchemas)[number], ...typeof eventSchemas],
) as z.ZodType as z.ZodType<EngineEvent>;

/** Name of the one method that answers with a stream of `EngineEvent` instead of a value. */
export const eventsMethod = 'events.subscribe';

/** Each capability under its own name, or it does not compile. */
function composed<C extends Readonly<Record<string, Capability>>>(
  all: C & { readonly [N in keyof C & string]: { readonly name: N } },
): C {
  return all;
}
