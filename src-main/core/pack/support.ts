import type { ImageTower, PackManifest, TextTower } from './manifest.ts';

type Finding = readonly [applies: boolean, feature: string];

/**
 * List what a valid manifest asks for and this version cannot do. Empty means the pack can be loaded.
 *
 * A feature that is passed over in silence gives embeddings that look roughly right and rank wrongly, so every part
 * of the schema is either used by the encoder or named here.
 */
export function unsupportedFeatures(pack: PackManifest): string[] {
  const findings: Finding[] = [
    [!pack.roles.includes('text-image'), `roles [${pack.roles.join(', ')}] without "text-image"`],
    [pack.embedding.store !== 'f32', `embedding.store "${pack.embedding.store}"`],
    ...unsupportedInImage(pack.image),
    ...(pack.text === undefined ? [[true, 'a pack without a text tower'] as const] : unsupportedInText(pack.text)),
    ...unsupportedInDense(pack),
    ...unsupportedAfterwards(pack),
    [pack.ensemble !== undefined, 'ensemble'],
    [pack.aggregator !== undefined, 'aggregator'],
  ];
  return findings.filter(([applies]) => applies).map(([, feature]) => feature);
}

function unsupportedInImage(image: ImageTower): Finding[] {
  return [
    [image.dynamicSize !== undefined, 'image.dynamicSize'],
    [!image.antialias, 'image.antialias false'],
    [image.extraInputs !== undefined && image.extraInputs.length > 0, 'image.extraInputs'],
  ];
}

function unsupportedInText(text: TextTower): Finding[] {
  const { kind, files } = text.tokenizer;
  return [
    [kind === 'causal-lm' || kind === 'pixels', `tokenizer kind "${kind}"`],
    [files.length !== 1 || !tokenizerFile(kind).test(files[0] ?? ''), tokenizerFiles(kind, files)],
  ];
}

/** WordPiece alone is published without a description of its tokenizer, as the vocabulary of a model that all know. */
function tokenizerFile(kind: string): RegExp {
  return kind === 'bert-wordpiece' ? /\.json$|(?:^|\/)vocab\.txt$/u : /\.json$/u;
}

function tokenizerFiles(kind: string, files: readonly string[]): string {
  const expected = kind === 'bert-wordpiece' ? 'one tokenizer.json or vocab.txt' : 'one tokenizer.json';
  return `tokenizer files [${files.join(', ')}] other than ${expected}`;
}

function unsupportedAfterwards({ postprocess, dense }: PackManifest): Finding[] {
  const changesImages = postprocess?.imageLinear !== undefined || postprocess?.dropDims !== undefined;
  return [
    [postprocess?.center !== undefined, 'postprocess.center'],
    [dense !== undefined && changesImages, 'a dense output of which postprocess changes what it is compared with'],
  ];
}

function unsupportedInDense({ dense, image }: PackManifest): Finding[] {
  if (dense === undefined) return [];
  return [
    [dense.file !== image.file, 'a dense graph in a file of its own (dense.file other than image.file)'],
    [dense.perHead === true, 'dense.perHead'],
    [dense.affinityOutput !== undefined, 'dense.affinityOutput'],
    [dense.foregroundOutput !== undefined, 'dense.foregroundOutput'],
  ];
}

function contradictionsInImage({ resize, cropPct, padColor, dtype, rescale, mean, std }: ImageTower): string[] {
  const isPlain = rescale === 1 && mean.every((value) => value === 0) && std.every((value) => value === 1);
  const findings: Finding[] = [
    [resize === 'longest-pad' && cropPct !== undefined, 'image.cropPct although "longest-pad" cuts nothing off'],
    [resize !== 'longest-pad' && padColor !== undefined, `image.padColor although "${resize}" leaves nothing empty`],
    [
      padColor?.every((value) => Number.isInteger(value) && value >= 0 && value <= 255) === false,
      'image.padColor with values other than 0 to 255',
    ],
    [dtype === 'u8' && !isPlain, 'image.rescale, mean or std although whole numbers ("u8") stay as they are'],
  ];
  return findings.filter(([applies]) => applies).map(([, finding]) => finding);
}

function contradictionsInText({ pooling, tokenizer }: TextTower): string[] {
  const { eos, clean, lowercase } = tokenizer;
  const ends = pooling === 'eos-first' || pooling === 'eot-argmax';
  const findings: Finding[] = [
    [ends && eos === undefined, `text.pooling "${pooling}" without tokenizer.eos`],
    [
      pooling === 'eos-first' && eos !== undefined && eos === tokenizer.bos,
      'text.pooling "eos-first" with the begin token as tokenizer.eos',
    ],
    [clean === 'siglip' && !lowercase, 'tokenizer.clean "siglip" without tokenizer.lowercase'],
  ];
  return findings.filter(([applies]) => applies).map(([, finding]) => finding);
}

/** List contradictions inside a manifest that the schema alone cannot see. Empty means consistent. */
export function inconsistencies(pack: PackManifest): string[] {
  const { dim } = pack.embedding;
  const found: string[] = [];
  const listed = new Map(pack.files.map((file) => [file.path, file.sha256]));
  const needFile = (path: string, role: string, hash?: string): void => {
    const known = listed.get(path);
    if (known === undefined) found.push(`${role} "${path}" is not in "files"`);
    else if (hash !== undefined && known !== hash) found.push(`${role} "${path}" has another sha256 in "files"`);
  };
  needFile(pack.image.file, 'image.file', pack.image.sha256);
  found.push(...contradictionsInImage(pack.image));
  if (pack.text !== undefined) {
    needFile(pack.text.file, 'text.file', pack.text.sha256);
    for (const file of pack.text.tokenizer.files) needFile(file, 'tokenizer file');
    found.push(...contradictionsInText(pack.text));
  }
  const { textLinear, imageLinear, dropDims = [] } = pack.postprocess ?? {};
  if (textLinear !== undefined) needFile(textLinear, 'postprocess.textLinear');
  if (imageLinear !== undefined) needFile(imageLinear, 'postprocess.imageLinear');
  if (new Set(dropDims).size < dropDims.length) found.push('postprocess.dropDims names a value twice');
  if (pack.score.kind === 'sigmoid' && pack.score.logitBias === undefined)
    found.push('score.logitBias is missing although "sigmoid" takes one');
  if (pack.dense !== undefined) needFile(pack.dense.file, 'dense.file');
  if (pack.selfTest.kind === 'agreement') return found;
  const { images, texts } = pack.selfTest;
  if (pack.text !== undefined && texts.length === 0)
    found.push('selfTest.texts is empty although the pack has a text tower');
  for (const { file, vector } of images) {
    needFile(file, 'self-test image');
    if (vector.length !== dim) found.push(`self-test image "${file}" has ${vector.length} values`);
  }
  for (const { text, vector } of texts)
    if (vector.length !== dim) found.push(`self-test text "${text}" has ${vector.length} values`);
  return found;
}
