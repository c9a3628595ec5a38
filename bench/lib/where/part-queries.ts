import { join } from 'node:path';
import sharp from 'sharp';
import type { CaptionedPhoto } from '../eval-data.ts';
import { seededRandom } from '../photos.ts';
import type { PartsQuery, PhotoInParts } from './best-part.ts';
import { forEach, rowsOf, type WhereMaterial } from './material.ts';

const captionsOfEach = 2;
const collages = 150;

/** Ask for photos by captions of theirs. */
export async function captionQueries(
  material: WhereMaterial,
  photos: readonly CaptionedPhoto[],
): Promise<PartsQuery[]> {
  const captions = photos.flatMap((photo, target) =>
    photo.captions.slice(0, captionsOfEach).map((caption) => ({ caption, target })),
  );
  const texts = rowsOf(await material.texts(captions.map(({ caption }) => caption)), material.dim);
  return captions.flatMap(({ target }, i) => {
    const text = texts[i];
    return text === undefined ? [] : [{ text, target, leftOut: [] }];
  });
}

export interface Pasting {
  /** Of the sides of the picture, for the photo that is pasted into it. */
  readonly share: number;
  /** Size of the picture in times of the photo: above 1, what is pasted keeps more of its pixels. */
  readonly scale: number;
  readonly encode: (path: string) => Promise<PhotoInParts>;
}

/** Paste photos into corners of others, and ask for them by a caption. */
export async function pastedThings(
  material: WhereMaterial,
  photos: readonly CaptionedPhoto[],
  { share, scale, encode }: Pasting,
): Promise<{ photos: PhotoInParts[]; queries: PartsQuery[] }> {
  const random = seededRandom(11);
  const pick = (): number => Math.floor(random() * photos.length);
  const made = await forEach(
    'pasted things',
    Array.from({ length: collages }, (_, i) => i),
    async (i) => {
      const [base, inset] = [pick(), pick()];
      const path = join(material.scratch, `pasted-${share}-${scale}-${i}.png`);
      const corner = { right: random() < 0.5, below: random() < 0.5 };
      await paste(photos[base]?.path ?? '', photos[inset]?.path ?? '', path, { share, scale, ...corner });
      const photo = await encode(path);
      const text = await material.description(photos[inset]?.captions[0] ?? '');
      return { photo, query: { text, target: photos.length + i, leftOut: [base, inset] } };
    },
  );
  return { photos: made.map(({ photo }) => photo), queries: made.map(({ query }) => query) };
}

async function paste(
  base: string,
  inset: string,
  target: string,
  {
    share,
    scale,
    right,
    below,
  }: Pick<Pasting, 'share' | 'scale'> & { readonly right: boolean; readonly below: boolean },
): Promise<void> {
  const { width: baseWidth } = await sharp(base).metadata();
  const { data, info } = await sharp(base)
    .resize(Math.round(baseWidth * scale))
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  const width = Math.round(info.width * share);
  const small = await sharp(inset)
    .resize(width, Math.round(info.height * share), { fit: 'cover' })
    .png()
    .toBuffer({ resolveWithObject: true });
  const left = right ? info.width - small.info.width : 0;
  const top = below ? info.height - small.info.height : 0;
  await sharp(data)
    .composite([{ input: small.data, left, top }])
    .png({ compressionLevel: 1 })
    .toFile(target);
}
