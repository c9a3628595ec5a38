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
  const { text, postprocess, score } = pack;
  const dropDims = postprocess?.dropDims ?? [];
  const findings: Finding[] = [
    [new Set(dropDims).size < dropDims.length, 'postprocess.dropDims names a value twice'],
    [
      score.kind === 'sigmoid' && score.logitBias === undefined,
      'score.logitBias is missing although "sigmoid" takes one',
    ],
  ];
  return [
    ...contradictionsInFiles(pack),
    ...contradictionsInImage(pack.image),
    ...(text === undefined ? [] : contradictionsInText(text)),
    ...findings.filter(([applies]) => applies).map(([, finding]) => finding),
    ...contradictionsInGoldenVectors(pack),
  ];
}

/** A file that a manifest names, and for what. */
interface NamedFile {
  readonly path: string | undefined;
  readonly role: string;
  readonly sha256?: string | undefined;
}

function contradictionsInFiles({ files, image, text, postprocess, dense, selfTest }: PackManifest): string[] {
  const named: NamedFile[] = [
    { path: image.file, role: 'image.file', sha256: image.sha256 },
    { path: text?.file, role: 'text.file', sha256: text?.sha256 },
    ...(text?.tokenizer.files ?? []).map((path) => ({ path, role: 'tokenizer file' })),
    { path: postprocess?.textLinear, role: 'postprocess.textLinear' },
    { path: postprocess?.imageLinear, role: 'postprocess.imageLinear' },
    { path: dense?.file, role: 'dense.file' },
    ...(selfTest.kind === 'agreement' ? [] : selfTest.images).map(({ file }) => ({
      path: file,
      role: 'self-test image',
    })),
  ];
  const listed = new Map(files.map((file) => [file.path, file.sha256]));
  return named.flatMap(({ path, role, sha256 }) => {
    if (path === undefined) return [];
    const known = listed.get(path);
    if (known === undefined) return [`${role} "${path}" is not in "files"`];
    return sha256 === undefined || known === sha256 ? [] : [`${role} "${path}" has another sha256 in "files"`];
  });
}

function contradictionsInGoldenVectors({ selfTest, text: tower, embedding }: PackManifest): string[] {
  if (selfTest.kind === 'agreement') return [];
  const { images, texts } = selfTest;
  const wrong = (what: string, { length }: readonly number[]): string[] =>
    length === embedding.dim ? [] : [`self-test ${what} has ${length} values`];
  return [
    ...(tower !== undefined && texts.length === 0
      ? ['selfTest.texts is empty although the pack has a text tower']
      : []),
    ...images.flatMap(({ file, vector }) => wrong(`image "${file}"`, vector)),
    ...texts.flatMap(({ text, vector }) => wrong(`text "${text}"`, vector)),
  ];
}
