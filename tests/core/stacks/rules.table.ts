import type { StackKind } from '../../../src-contract/index.ts';
import type { PhotoFile, VideoFile } from '../../../src-main/core/stacks/stack.ts';

type Photo = Partial<Omit<PhotoFile, 'photoId'>> & {
  readonly name: string;
  /** What the picture shows: photos of the same picture look alike. Each shows something else where it is missing. */
  readonly picture?: string;
  /** The folder that it lies in; the same for all where it is missing. */
  readonly folder?: string;
};
type Video = Partial<Omit<VideoFile, 'videoId'>> & { readonly name: string };

export interface Rule {
  /** As the table in docs/stacks.md has it. */
  readonly title: string;
  readonly photos: readonly Photo[];
  readonly videos?: readonly Video[];
  /** The stacks there are: kind and names of photos in order, then of videos. */
  readonly stacks: readonly [kind: StackKind, ...names: string[]][];
}

const noon = '2023-07-01T12:00:00';
const later = '2023-07-01T12:00:20';
const otherDay = '2023-08-02T12:00:00';
const [id, otherId] = ['FFCBAC24-E547-4BBC-AF47-38B1A3D845E3', '0C5D9A31-8F4B-4E1C-9B7B-2D3C8E1F6A70'];

/** Every rule, those that join and those that do not. */
export const rules: readonly Rule[] = [
  {
    title: 'Raw and JPEG of one shot',
    photos: [
      { name: 'DSC_0042.NEF', isRaw: true, takenAt: noon },
      { name: 'DSC_0042.JPG', takenAt: noon },
    ],
    stacks: [['raw', 'DSC_0042.JPG', 'DSC_0042.NEF']],
  },
  {
    title: 'Raw and HEIC of one shot',
    photos: [
      { name: 'img_7.heic', takenAt: `${noon}.250` },
      { name: 'IMG_7.DNG', isRaw: true, takenAt: noon },
    ],
    stacks: [['raw', 'img_7.heic', 'IMG_7.DNG']],
  },
  {
    title: 'Raw and a JPEG that has lost its time',
    photos: [
      { name: 'DSC1.ARW', isRaw: true, takenAt: noon },
      { name: 'DSC1.jpg', aspect: 1 },
    ],
    stacks: [['raw', 'DSC1.jpg', 'DSC1.ARW']],
  },
  {
    title: 'Raw and JPEG of different times',
    photos: [
      { name: 'DSC1.ARW', isRaw: true, takenAt: noon },
      { name: 'DSC1.jpg', takenAt: later },
    ],
    stacks: [],
  },
  {
    title: 'Raw and JPEG of different names',
    photos: [
      { name: 'DSC1.ARW', isRaw: true, takenAt: noon },
      { name: 'DSC2.JPG', takenAt: noon },
    ],
    stacks: [],
  },
  {
    title: 'Raw and JPEG of two cameras',
    photos: [
      { name: 'DSC1.NEF', isRaw: true, takenAt: noon, camera: 'NIKON D750' },
      { name: 'DSC1.JPG', takenAt: noon, camera: 'SONY ILCE-7M3' },
    ],
    stacks: [],
  },
  {
    title: "A Pixel phone's `.RAW-01.COVER.jpg` and `.RAW-02.ORIGINAL.dng`",
    photos: [
      { name: 'PXL_20230701_120000123.RAW-02.ORIGINAL.dng', isRaw: true, takenAt: noon },
      { name: 'PXL_20230701_120000123.RAW-01.COVER.jpg', takenAt: noon },
    ],
    stacks: [['raw', 'PXL_20230701_120000123.RAW-01.COVER.jpg', 'PXL_20230701_120000123.RAW-02.ORIGINAL.dng']],
  },
  {
    title: 'Live Photo: the same content identifier, whatever the names',
    photos: [{ name: 'IMG_0001.HEIC', contentId: id, takenAt: noon }],
    videos: [{ name: 'other.mov', contentId: id }],
    stacks: [['live', 'IMG_0001.HEIC', 'other.mov']],
  },
  {
    title: 'Live Photo without identifiers: the same name and time',
    photos: [{ name: 'IMG_0001.JPG', takenAt: noon }],
    videos: [{ name: 'IMG_0001.MOV', takenAt: '2023-07-01T12:00:02', seconds: 3 }],
    stacks: [['live', 'IMG_0001.JPG', 'IMG_0001.MOV']],
  },
  {
    title: 'Live Photo without identifiers: the video knows the time of Greenwich alone',
    photos: [{ name: 'IMG_0001.JPG', takenAt: noon }],
    videos: [{ name: 'IMG_0001.MP4', takenAtMs: Date.UTC(2023, 6, 1, 6, 30, 1), seconds: 3 }],
    stacks: [['live', 'IMG_0001.JPG', 'IMG_0001.MP4']],
  },
  {
    title: 'Photo and video of one name with different identifiers',
    photos: [{ name: 'IMG_0001.JPG', contentId: id, takenAt: noon }],
    videos: [{ name: 'IMG_0001.MOV', contentId: otherId, takenAt: noon, seconds: 3 }],
    stacks: [],
  },
  {
    title: 'Photo and video of one name and different times',
    photos: [{ name: 'IMG_0001.JPG', takenAt: noon, offsetMinutes: 120 }],
    videos: [
      { name: 'IMG_0001.MOV', takenAt: later, seconds: 3 },
      { name: 'IMG_0001.MP4', takenAtMs: Date.UTC(2023, 6, 1, 12), seconds: 3 },
    ],
    stacks: [],
  },
  {
    title: 'Photo and video of one name, of which one does not say when it was taken',
    photos: [{ name: 'IMG_0001.JPG', takenAt: noon }],
    videos: [{ name: 'IMG_0001.MOV', seconds: 3 }],
    stacks: [],
  },
  {
    title: 'Photo and a long video of one name and time',
    photos: [{ name: 'IMG_0001.JPG', takenAt: noon }],
    videos: [{ name: 'IMG_0001.MOV', takenAt: noon, seconds: 90 }],
    stacks: [],
  },
  {
    title: 'Motion photo: a video inside',
    photos: [{ name: 'PXL_20230701_120000123.MP.jpg', hasMotion: true }],
    stacks: [['motion', 'PXL_20230701_120000123.MP.jpg']],
  },
  {
    title: "An iPhone's `IMG_E1234`",
    photos: [
      { name: 'IMG_1234.HEIC', takenAt: noon },
      { name: 'IMG_E1234.HEIC', takenAt: noon, aspect: 1 },
    ],
    stacks: [['edited', 'IMG_E1234.HEIC', 'IMG_1234.HEIC']],
  },
  {
    title: 'Live Photo that was edited',
    photos: [
      { name: 'IMG_1234.HEIC', takenAt: noon, contentId: id },
      { name: 'IMG_E1234.JPG', takenAt: noon },
    ],
    videos: [{ name: 'IMG_1234.MOV', contentId: id }],
    stacks: [['live', 'IMG_E1234.JPG', 'IMG_1234.HEIC', 'IMG_1234.MOV']],
  },
  {
    title: '`-edited`',
    photos: [
      { name: 'IMG_1234.jpg', takenAt: noon },
      { name: 'IMG_1234-edited.jpg', takenAt: noon },
    ],
    stacks: [['edited', 'IMG_1234-edited.jpg', 'IMG_1234.jpg']],
  },
  {
    title: '`-bearbeitet`',
    photos: [
      { name: 'IMG_1234(1).jpg', takenAt: noon },
      { name: 'IMG_1234-bearbeitet(1).jpg', takenAt: noon },
    ],
    stacks: [['edited', 'IMG_1234-bearbeitet(1).jpg', 'IMG_1234(1).jpg']],
  },
  {
    title: '`-modifié`, its accent written in either way',
    photos: [
      { name: 'IMG_1234.jpg', takenAt: noon },
      { name: 'IMG_1234-modifie\u0301.jpg', takenAt: noon },
    ],
    stacks: [['edited', 'IMG_1234-modifie\u0301.jpg', 'IMG_1234.jpg']],
  },
  {
    title: 'An edited copy that has lost its time',
    photos: [
      { name: 'IMG_1234.jpg', takenAt: noon, picture: 'tram' },
      { name: 'IMG_1234-edited.jpg', picture: 'tram' },
    ],
    stacks: [['edited', 'IMG_1234-edited.jpg', 'IMG_1234.jpg']],
  },
  {
    title: 'An edited copy of another time',
    photos: [
      { name: 'IMG_1234.jpg', takenAt: noon },
      { name: 'IMG_1234-edited.jpg', takenAt: otherDay },
    ],
    stacks: [],
  },
  {
    title: 'An edited copy without its original',
    photos: [{ name: 'IMG_1234-edited.jpg', takenAt: noon }],
    stacks: [],
  },
  {
    title: 'Burst: the same burst identifier, the picked one first',
    photos: [
      { name: 'IMG_1.HEIC', burstId: 'b', takenAt: noon },
      { name: 'IMG_2.HEIC', burstId: 'b', takenAt: noon, isBurstPick: true },
      { name: 'IMG_3.HEIC', burstId: 'b', takenAt: later },
    ],
    stacks: [['burst', 'IMG_2.HEIC', 'IMG_1.HEIC', 'IMG_3.HEIC']],
  },
  {
    title: 'Burst that its files are named by',
    photos: [
      { name: '00000IMG_00000_BURST20190101120000000.jpg' },
      { name: '00001IMG_00001_BURST20190101120000000_COVER.jpg' },
    ],
    stacks: [['burst', '00001IMG_00001_BURST20190101120000000_COVER.jpg', '00000IMG_00000_BURST20190101120000000.jpg']],
  },
  {
    title: 'Two bursts, and shots in a row without an identifier',
    photos: [
      { name: 'IMG_1.HEIC', burstId: 'a', takenAt: noon },
      { name: 'IMG_2.HEIC', burstId: 'b', takenAt: noon },
      { name: 'IMG_3.HEIC', takenAt: noon },
      { name: 'IMG_4.HEIC', takenAt: noon },
    ],
    stacks: [],
  },
  {
    title: "Lightroom's `DSC1.JPG` and `DSC1-2.JPG`",
    photos: [
      { name: 'DSC1-2.JPG', takenAt: noon },
      { name: 'DSC1.JPG', takenAt: noon },
    ],
    stacks: [['version', 'DSC1.JPG', 'DSC1-2.JPG']],
  },
  {
    title: '`DSC1.JPG` and `DSC1-2.JPG` of different times',
    photos: [
      { name: 'DSC1-2.JPG', takenAt: later },
      { name: 'DSC1.JPG', takenAt: noon },
    ],
    stacks: [],
  },
  {
    title: '`holiday-2.jpg` and `holiday-3.jpg` without a `holiday.jpg`',
    photos: [
      { name: 'holiday-2.jpg', takenAt: noon },
      { name: 'holiday-3.jpg', takenAt: noon },
    ],
    stacks: [],
  },
  {
    title: 'Raw and JPEG whose names end in a number',
    photos: [
      { name: 'wedding-12.CR2', isRaw: true, takenAt: noon },
      { name: 'wedding-12.jpg', takenAt: noon },
      { name: 'wedding-13.jpg', takenAt: noon },
    ],
    stacks: [['raw', 'wedding-12.jpg', 'wedding-12.CR2']],
  },
  {
    title: '`ben.jpg` and `ben.jpeg` with the same picture',
    photos: [
      { name: 'ben.jpg', picture: 'ben' },
      { name: 'ben.jpeg', picture: 'ben' },
    ],
    stacks: [['version', 'ben.jpeg', 'ben.jpg']],
  },
  {
    title: '`ben.jpg` and `ben.jpeg` with other pictures',
    photos: [{ name: 'ben.jpg' }, { name: 'ben.jpeg' }],
    stacks: [],
  },
  {
    title: '`ben.jpg` and `ben.jpeg` with the same picture cut in another way',
    photos: [
      { name: 'ben.jpg', picture: 'ben' },
      { name: 'ben.jpeg', picture: 'ben', aspect: 1 },
    ],
    stacks: [],
  },
  {
    title: '`ben.jpg` with a time and `ben.jpeg` without, with other pictures',
    photos: [{ name: 'ben.jpg', takenAt: noon }, { name: 'ben.jpeg' }],
    stacks: [],
  },
  {
    title: 'The same name on different days',
    photos: [
      { name: 'IMG_1.jpg', takenAt: noon },
      { name: 'IMG_1.heic', takenAt: otherDay },
    ],
    stacks: [],
  },
  {
    title: 'The same name and time in different folders',
    photos: [
      { name: 'IMG_1.jpg', takenAt: noon, folder: 'a' },
      { name: 'IMG_1.NEF', takenAt: noon, isRaw: true, folder: 'b' },
    ],
    stacks: [],
  },
];
