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
    [pack.postprocess !== undefined, 'postprocess'],
    [pack.ensemble !== undefined, 'ensemble'],
    [pack.aggregator !== undefined, 'aggregator'],
    [pack.selfTest.kind === 'agreement', 'selfTest.kind "agreement"'],
  ];
  return findings.filter(([applies]) => applies).map(([, feature]) => feature);
}

function unsupportedInImage(image: ImageTower): Finding[] {
  return [
    [image.layout !== 'NCHW', `image.layout "${image.layout}"`],
    [image.dtype === 'u8', 'image.dtype "u8"'],
    [image.dynamicSize !== undefined, 'image.dynamicSize'],
    [image.resize === 'longest-pad', 'image.resize "longest-pad"'],
    [image.padColor !== undefined, 'image.padColor'],
    [!image.antialias, 'image.antialias false'],
    [image.resize === 'squash' && image.cropPct !== undefined, 'image.cropPct with image.resize "squash"'],
    [image.resize === 'shortest-crop' && image.width !== image.height, 'image.resize "shortest-crop" to a rectangle'],
    [image.channels !== 'RGB', `image.channels "${image.channels}"`],
    [image.extraInputs !== undefined && image.extraInputs.length > 0, 'image.extraInputs'],
  ];
}

function unsupportedInText(text: TextTower): Finding[] {
  const { kind, clean, files } = text.tokenizer;
  return [
    [text.positionIds !== undefined, 'text.positionIds'],
    [text.pooling !== 'in-graph', `text.pooling "${text.pooling}"`],
    [!['clip-bpe', 'bert-wordpiece', 'hf-json'].includes(kind), `tokenizer kind "${kind}"`],
    [clean === 'siglip', 'tokenizer.clean "siglip"'],
    [
      files.length !== 1 || files[0]?.endsWith('.json') !== true,
      `tokenizer files [${files.join(', ')}] other than one tokenizer.json`,
    ],
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
  if (pack.text !== undefined) {
    needFile(pack.text.file, 'text.file', pack.text.sha256);
    for (const file of pack.text.tokenizer.files) needFile(file, 'tokenizer file');
  }
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
