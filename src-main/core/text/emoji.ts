import emojiData from 'unicode-emoji-json/data-by-emoji.json' with { type: 'json' };

/** Emoji as pictures, with all that is joined to them; letters and signs that are only drawn as such on request are none. */
const emoji = /\p{RGI_Emoji}|[\p{Extended_Pictographic}--[\p{ASCII}©®™‼⁉ℹ↔-↪]](?:\p{Emoji_Modifier}|\ufe0f)*/gv;
/** How an emoji is drawn, and the colour of skin: what it shows is the same without. */
const manners = /\p{Emoji_Modifier}|\ufe0f/gu;

const names: ReadonlyMap<string, string> = new Map(
  Object.entries<{ readonly name: string }>(emojiData).map(([each, { name }]) => [bare(each), inWords(name)]),
);

/**
 * A text with the words for its emoji in their place, English ones: what models were taught are words. Emoji that are newer
 * than what is known stay as they are.
 *
 * @see https://cldr.unicode.org/translation/characters/short-names-and-keywords whose short names they are
 */
export function withEmojiInWords(text: string): string {
  const words = text.replaceAll(emoji, (each) => {
    const name = names.get(bare(each));
    return name === undefined ? each : ` ${name} `;
  });
  return words === text ? text : words.replaceAll(/\s+/gu, ' ').trim();
}

function bare(each: string): string {
  // The colour of skin alone is an emoji, too.
  return each.replaceAll(manners, '') || each;
}

/** What would be read as one name otherwise: "flag France". */
function inWords(name: string): string {
  return name.replace(/^flag (?=\p{Lu})/u, 'flag of ');
}
