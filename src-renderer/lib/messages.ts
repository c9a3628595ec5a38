/** Messages whose keys begin with one of the prefixes that their owner claims, such as `search.` */
export type Prefixed<Prefix extends string> = Readonly<Record<`${Prefix}.${string}`, string>>;

/** The same messages in another language: none may be missing, none may be left over. */
export type Translated<Messages> = Readonly<Record<keyof Messages, string>>;

type Part = Readonly<Record<string, string>>;

type KeyOf<Parts extends readonly Part[]> = { [I in keyof Parts]: keyof Parts[I] }[number];

/** Keys that more than one part has. */
type Shared<Parts extends readonly Part[], Seen = never> = Parts extends readonly [
  infer First extends Part,
  ...infer Rest extends readonly Part[],
]
  ? (keyof First & Seen) | Shared<Rest, Seen | keyof First>
  : never;

/**
 * One catalogue out of many. Where two parts claim one key this asks for another argument, which nobody can give.
 *
 * @param parts in the order in which their messages are listed
 */
export function compose<const Parts extends readonly Part[]>(
  parts: Parts,
  ..._claimedTwice: [Shared<Parts>] extends [never] ? [] : [key: never]
): Readonly<Record<KeyOf<Parts> & string, string>> {
  return Object.assign({}, ...parts) as Record<KeyOf<Parts> & string, string>;
}
