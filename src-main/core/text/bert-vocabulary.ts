const special = { pad: '[PAD]', unknown: '[UNK]', begin: '[CLS]', end: '[SEP]', mask: '[MASK]' } as const;

/**
 * Make of a `vocab.txt`, one token a line, what a `tokenizer.json` of BERT says: the file alone knows neither how a text is
 * cleaned nor which tokens are special, because all of BERT's are alike.
 *
 * @param options.lowercase whether the model is uncased, and texts lose their case and their accents.
 * @throws RangeError without one of `[PAD] [UNK] [CLS] [SEP]`.
 */
export function bertTokenizer(vocabulary: string, options: { readonly lowercase: boolean }): object {
  const tokens = vocabulary.split(/\r?\n/u);
  if (tokens.at(-1) === '') tokens.pop();
  // Of a token that is there twice the later id counts, as for everybody who reads these files.
  const ids = new Map(tokens.map((token, id) => [token, id]));
  for (const token of [special.pad, special.unknown, special.begin, special.end])
    if (!ids.has(token)) throw new RangeError(`Expected a line "${token}" but there is none`);
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  const added = Object.values(special).filter((token) => ids.has(token));
  return {
    added_tokens: added.map((content) => ({ id: ids.get(content), content, ...flags })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: options.lowercase,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: null,
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: special.unknown,
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(ids),
    },
  };
}
