import { givePlanesKernelBack, type PlanesKernel, takePlanesKernel } from '../../../core/image/kernel/planes-kernel.ts';
import type { HeicPicture } from '../../containers/heic-picture.ts';
import type { RgbWeights } from './matrix.ts';

/** How a picture is decoded: 1, 2, 4 or 8 pixels in a row become one, and as many rows. */
export type Shrink = 1 | 2 | 4 | 8;

/** Where a plane of a tile lies in `tileBytes`. */
export interface PlaneLayout {
  readonly offset: number;
  /** Bytes from row to row. */
  readonly stride: number;
}

/** A plane of the whole picture in the kernel's memory. */
interface Plane {
  readonly at: number;
  readonly stride: number;
  /** Size of a tile's part, in samples. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Halvings of a tile on the way here. */
  readonly across: number;
  readonly down: number;
}

/** Rows that are converted at once. */
const bandRows = 64;
const slack = 64;

/**
 * The luma and chroma of a picture in 8 bits, put together of tiles that are made smaller while they are placed. Chroma
 * of half the size is then made less small than luma, or not at all, so that nothing of it is lost.
 */
export class Canvas implements Disposable {
  /** Size of the picture, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly #kernel: PlanesKernel;
  readonly #columns: number;
  readonly #planes: readonly [Plane, Plane, Plane];
  readonly #halves: { readonly across: 0 | 1; readonly down: 0 | 1 };
  readonly #extraBits: number;
  readonly #tileAt: number;
  readonly #tileSize: number;
  readonly #sumsAt: number;
  readonly #bandAt: number;

  /** The tiles' sides must be multiples of `shrink`. @throws RangeError if there is not enough memory. */
  constructor({ size, tile, tiles, columns, hevc }: HeicPicture, shrink: Shrink) {
    const halvings = Math.log2(shrink);
    const subsampled = { across: hevc.chroma === '444' ? 0 : 1, down: hevc.chroma === '420' ? 1 : 0 } as const;
    const isHalf = (direction: 'across' | 'down'): 0 | 1 => (halvings === 0 ? subsampled[direction] : 0);
    this.#halves = { across: isHalf('across'), down: isHalf('down') };
    this.#columns = columns;
    this.#extraBits = hevc.lumaBits - 8;
    this.width = Math.ceil(size.width / shrink);
    this.height = Math.ceil(size.height / shrink);
    const rows = Math.ceil(tiles.length / columns);
    let bytes = 0;
    const reserve = (count: number): number => {
      const at = bytes;
      bytes += Math.ceil((count + slack) / 16) * 16;
      return at;
    };
    const plane = (halfAcross: 0 | 1, halfDown: 0 | 1): Plane => {
      const across = Math.max(0, halvings - halfAcross);
      const down = Math.max(0, halvings - halfDown);
      const tileWidth = Math.ceil(tile.width / (halfAcross + 1)) >> across;
      const tileHeight = Math.ceil(tile.height / (halfDown + 1)) >> down;
      const stride = tileWidth * columns;
      return { at: reserve(stride * tileHeight * rows), stride, tileWidth, tileHeight, across, down };
    };
    const chroma = (): Plane => plane(subsampled.across, subsampled.down);
    this.#planes = [plane(0, 0), chroma(), chroma()];
    this.#tileSize = 3 * (tile.width + 1) * (tile.height + 1) * (this.#extraBits > 0 ? 2 : 1);
    this.#tileAt = reserve(this.#tileSize);
    this.#sumsAt = reserve((tile.width + 16) * 2);
    this.#bandAt = reserve(this.width * 3 * bandRows);
    this.#kernel = takePlanesKernel(bytes);
    // Grey, for tiles that never come.
    for (const { at, stride, tileHeight } of this.#planes)
      new Uint8Array(this.#kernel.memory.buffer, at, stride * tileHeight * rows).fill(128);
  }

  /** Where to write a tile's planes before it is placed. */
  get tileBytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#kernel.memory.buffer, this.#tileAt, this.#tileSize);
  }

  /** Place the tile that lies in `tileBytes`. */
  place(index: number, layout: readonly PlaneLayout[]): void {
    const column = index % this.#columns;
    const row = Math.floor(index / this.#columns);
    for (const [i, plane] of this.#planes.entries()) {
      const source = layout[i];
      if (source === undefined) throw new RangeError(`Expected three planes but received ${layout.length}`);
      const { at, stride, tileWidth, tileHeight, across, down } = plane;
      this.#kernel.reducePlane(
        this.#tileAt + source.offset,
        source.stride,
        this.#extraBits,
        across,
        down,
        at + row * tileHeight * stride + column * tileWidth,
        stride,
        tileWidth,
        tileHeight,
        this.#sumsAt,
      );
    }
  }

  /** The picture as RGB, 8 bits a sample. */
  toRgb(weights: RgbWeights): Uint8Array<ArrayBuffer> {
    const { width, height } = this;
    const [luma, blue, red] = this.#planes;
    const fixed = (weight: number): number => Math.round(weight * 2 ** 13);
    const out = new Uint8Array(width * height * 3);
    for (let y = 0; y < height; y += bandRows) {
      const rows = Math.min(bandRows, height - y);
      this.#kernel.planesToRgb(
        luma.at,
        luma.stride,
        blue.at,
        red.at,
        blue.stride,
        this.#halves.across,
        this.#halves.down,
        y,
        width,
        rows,
        weights.black,
        fixed(weights.luma),
        fixed(weights.redOfRed),
        fixed(weights.greenOfBlue),
        fixed(weights.greenOfRed),
        fixed(weights.blueOfBlue),
        this.#bandAt,
      );
      out.set(new Uint8Array(this.#kernel.memory.buffer, this.#bandAt, rows * width * 3), y * width * 3);
    }
    return out;
  }

  /** Nothing must write into `tileBytes` any more. */
  [Symbol.dispose](): void {
    givePlanesKernelBack(this.#kernel);
  }
}
