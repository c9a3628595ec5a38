import { createRequire } from 'node:module';
import { checkSize, type Codec, damaged } from './codec.ts';

/** The part of libheif that is used; its own types know neither the pixels nor the memory. */
interface Heif {
  readonly HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
  readonly HEAPU8: Uint8Array;
}

interface HeifImage {
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  display(target: { data: Uint8ClampedArray; width: number; height: number }, done: (image: unknown) => void): void;
  free(): void;
}

let loaded: Heif | undefined;

/** libheif takes the better part of a second to load, and most libraries hold no HEIC. */
function heif(): Heif {
  loaded ??= createRequire(import.meta.url)('libheif-js/wasm-bundle') as Heif;
  return loaded;
}

/** HEIC through libheif and libde265 in WebAssembly: upright (`irot`, `imir`, `clap`), 8 bits, RGBA. */
export const heic: Codec = {
  async decode(bytes, maxPixels) {
    const { HeifDecoder } = heif();
    const images = new HeifDecoder().decode(bytes);
    const image = images.find((each) => each.is_primary()) ?? images[0];
    if (image === undefined) throw damaged('it holds no image that can be read');
    try {
      const [width, height] = [image.get_width(), image.get_height()];
      checkSize(width, height, maxPixels);
      const data = new Uint8ClampedArray(width * height * 4);
      const shown = await new Promise((resolve) => {
        image.display({ data, width, height }, resolve);
      });
      if (shown === null) throw damaged('its pixels cannot be decoded');
      return { raster: { width, height, colour: 'rgb', alpha: true, bits: 8, data: new Uint8Array(data.buffer) } };
    } finally {
      for (const each of images) each.free();
    }
  },
  heldBytes: () => loaded?.HEAPU8.byteLength ?? 0,
};
