/** "something similar to", "photos like", "the same as": the words that lead to the example. */
const like = String.raw`(?:(?:some|any)thing\s+|more\s+|an?\s+|other\s+|show\s+me\s+)*(?:(?:photo|picture|image|shot)s?\s+|ones?\s+)?(?:(?:very\s+|much\s+)?(?:similar\s+to|the\s+same\s+as|same\s+as|just\s+like|like|close\s+to)\s+)`;
/** "this", "this one", "these photos", "the example". */
const example = String.raw`(?:th(?:is|at|ese|ose)|it|the)(?:\s+(?:one|ones|photo|photos|picture|pictures|image|images|shot|shots|example|examples))?`;
/** "but", ", only", "- except that". */
const turn = String.raw`(?:\s*[,;:–—-]+\s*|\s+)(?:(?:but|only|just|except|yet|though|and)\b[\s,]*(?:that\s+)?)*`;

const leadIns: readonly RegExp[] = [
  new RegExp(String.raw`^(?:${like})${example}(?:${turn}|[\s,.;:!]*$)`, 'iu'),
  // Without a word of likeness only where something else is said to follow: "this, but at night".
  new RegExp(
    String.raw`^(?:the\s+same|same|${example})(?:\s*,\s*|\s+(?=but|only|except))(?:(?:but|only|just|except)\b[\s,]*)?`,
    'iu',
  ),
  /^but\b[\s,]*/iu,
];

/**
 * Take away what a description says of the example image beside it: of "similar to this, but at night" remains
 * "at night". For descriptions that come with an example image only.
 */
export function withoutReference(description: string): string {
  const text = description.trim();
  for (const leadIn of leadIns) {
    const found = leadIn.exec(text);
    if (found !== null) return text.slice(found[0].length).trim();
  }
  return text;
}
