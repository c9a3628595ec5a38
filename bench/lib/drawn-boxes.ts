import { join } from 'node:path';
import { type BoxQuery, showing } from './box-queries.ts';
import { type CaptionedPhoto, evalDir } from './eval-data.ts';

/**
 * Boxes drawn by eye around things in photos of Flickr8k, in percent of the photo: left, top, width, height. Photos were
 * drawn at random among those where two captions or more name the thing; those that show it small, hidden or as all that
 * there is were left out.
 */
const drawn: readonly (readonly [thing: string, photo: string, box: readonly [number, number, number, number]])[] = [
  ['bicycle', '1142847777_2a0c1c2551', [38, 48, 38, 50]],
  ['bicycle', '1143373711_2e90b7b799', [33, 43, 48, 47]],
  ['bicycle', '143552697_af27e9acf5', [42, 46, 20, 34]],
  ['ball', '1597319381_1e80d9e39c', [73, 53, 8, 14]],
  ['ball', '1510078253_96e9ec50e7', [4, 60, 46, 40]],
  ['boat', '19212715_20476497a3', [40, 47, 20, 13]],
  ['boat', '1280320287_b2a4b9b7bd', [0, 20, 26, 70]],
  ['boat', '2086532897_b8714f2237', [51, 15, 21, 17]],
  ['car', '1787222774_d5c68cce53', [25, 60, 58, 31]],
  ['car', '160566014_59528ff897', [76, 10, 20, 18]],
  ['car', '118187095_d422383c81', [26, 52, 38, 36]],
  ['hat', '1155138244_859fd6e079', [35, 5, 18, 22]],
  ['hat', '2090339522_d30d2436f9', [32, 32, 46, 34]],
  ['helmet', '1143882946_1898d2eeb9', [20, 4, 21, 20]],
  ['helmet', '111537222_07e56d5a30', [41, 15, 18, 30]],
  ['helmet', '1858963639_4588cd4be9', [49, 1, 26, 16]],
  ['helmet', '1473080948_bae2925dc8', [25, 33, 13, 16]],
  ['motorcycle', '166433861_70b66cd381', [32, 22, 44, 73]],
  ['motorcycle', '161669933_3e7d8c7e2c', [34, 33, 45, 62]],
  ['motorcycle', '152029243_b3582c36fa', [33, 45, 50, 55]],
  ['motorcycle', '112243673_fd68255217', [19, 60, 10, 20]],
  ['frisbee', '1440024115_129212c988', [40, 13, 8, 12]],
  ['frisbee', '1436760519_8d6101a0ed', [71, 38, 23, 15]],
  ['frisbee', '1859941832_7faf6e5fa9', [33, 33, 14, 14]],
  ['bench', '1489286545_8df476fa26', [38, 55, 62, 27]],
  ['bench', '1262454669_f1caafec2d', [79, 46, 21, 40]],
  ['bench', '2029280005_a19609c81a', [30, 48, 50, 31]],
  ['dog', '1679557684_50a206e4a9', [42, 43, 10, 22]],
  ['dog', '1436760519_8d6101a0ed', [11, 50, 64, 38]],
  ['dog', '1859941832_7faf6e5fa9', [22, 11, 28, 71]],
  ['dog', '2004674713_2883e63c67', [33, 28, 58, 70]],
  ['dog', '181157221_e12410ef0b', [30, 38, 13, 12]],
  ['dog', '2084103826_ffd76b1e3e', [25, 38, 54, 28]],
  ['dog', '1184967930_9e29ce380d', [31, 38, 7, 15]],
  ['dog', '2053441349_a98b5fc742', [17, 43, 54, 27]],
  ['dog', '1304100320_c8990a1539', [44, 38, 20, 20]],
  ['dog', '1009434119_febe49276a', [47, 21, 32, 28]],
  ['backpack', '1423997242_ea2189ec5e', [51, 42, 17, 18]],
  ['backpack', '1423126855_6cd2a3956c', [63, 32, 13, 30]],
  ['backpack', '1472053993_bed67a3ba7', [37, 54, 9, 10]],
  ['backpack', '129599450_cab4e77343', [35, 41, 14, 19]],
  ['sunglasses', '1806580620_a8fe0fb9f8', [67, 26, 18, 9]],
  ['sunglasses', '1460352062_d64fb633e0', [57, 37, 10, 8]],
  ['sunglasses', '1515025681_999199cb79', [47, 19, 14, 6]],
  ['sunglasses', '2094323311_27d58b1513', [78, 55, 19, 19]],
  ['stick', '1187593464_ce862352c6', [18, 2, 79, 38]],
  ['stick', '103106960_e8a41d64f8', [58, 70, 28, 30]],
  ['baby', '1332815795_8eea44375e', [25, 27, 52, 42]],
  ['baby', '2060031241_a3ae7a06bb', [28, 10, 42, 90]],
  ['baby', '2059842472_f4fb61ea08', [6, 22, 64, 66]],
  ['swing', '1332815795_8eea44375e', [15, 0, 62, 70]],
  ['tree', '1801663973_5ad393caeb', [67, 0, 33, 65]],
  ['tree', '1659358133_95cd1027bd', [15, 67, 47, 33]],
  ['tree', '1015584366_dfcec3c85a', [0, 52, 100, 37]],
  ['rock', '1809758121_96026913bb', [10, 72, 27, 17]],
  ['rock', '1473250020_dc829a090f', [33, 62, 40, 22]],
  ['skis', '106514190_bae200f463', [78, 39, 8, 10]],
  ['skis', '101669240_b2d3e7f17b', [66, 25, 27, 66]],
  ['fence', '1009434119_febe49276a', [0, 17, 100, 17]],
  ['fence', '1813597483_3f09d2a020', [10, 48, 90, 40]],
  ['fence', '1456630952_dd4778a48f', [25, 10, 75, 45]],
];

/** Queries by boxes around things where they are. */
export function drawnBoxes(photos: readonly CaptionedPhoto[]): BoxQuery[] {
  return drawn.map(([thing, photo, [left, top, width, height]]) => {
    const path = join(evalDir, 'captions', 'flickr8k', `${photo}.jpg`);
    const relevant = new Set(showing(photos, thing).map((each) => each.path));
    if (!relevant.delete(path)) throw new Error(`Expected a photo that shows "${thing}" but received "${path}"`);
    const box = { x: left / 100, y: top / 100, width: width / 100, height: height / 100 };
    return { thing, path, box, leftOut: [path], relevant };
  });
}
