import type { CaptionedPhoto } from '../eval-data.ts';

/** Photos that belong together by what people said of them, and what that is called. */
export interface Kind {
  readonly name: string;
  readonly photos: ReadonlySet<string>;
}

/** Nouns that captions of many photos name, with the words that count as the same. */
const nouns: Readonly<Record<string, readonly string[]>> = {
  dog: ['dog', 'dogs', 'puppy'],
  beach: ['beach', 'shore'],
  snow: ['snow', 'snowy'],
  bicycle: ['bike', 'bicycle', 'biker', 'cyclist'],
  water: ['water', 'ocean', 'lake', 'river', 'pool'],
  grass: ['grass', 'grassy'],
  rock: ['rock', 'rocks', 'cliff'],
  'soccer ball': ['soccer'],
  football: ['football'],
  mountain: ['mountain', 'mountains'],
  street: ['street', 'sidewalk'],
  motorcycle: ['motorcycle', 'motorbike', 'dirtbike'],
  skateboard: ['skateboard', 'skateboarder', 'skateboarding'],
  crowd: ['crowd'],
  food: ['food', 'pizza', 'cake', 'meal', 'plate'],
  basketball: ['basketball'],
};

/**
 * ImageNet numbers its classes by WordNet, where what is of one kind stands together: first and last number of each stretch.
 * There is one photo of each class, so photos of a kind are of different species.
 */
const species: Readonly<Record<string, readonly (readonly [first: number, last: number])[]>> = {
  dog: [[2_085_620, 2_113_978]],
  bird: [
    [1_514_668, 1_622_779],
    [1_795_545, 2_058_221],
  ],
  insect: [[2_165_105, 2_281_787]],
  snake: [[1_728_572, 1_756_291]],
  monkey: [[2_480_495, 2_500_267]],
};

/** Breeds of dogs by what they were bred for: kinds that look much alike. */
const breeds: typeof species = {
  hound: [[2_087_394, 2_092_339]],
  terrier: [[2_093_256, 2_098_413]],
  'sporting dog': [[2_099_267, 2_102_973]],
  'working dog': [[2_104_029, 2_110_627]],
};
/** What photos were taken on: far less alike. */
const grounds = ['beach', 'snow', 'grass', 'rock'];

/** Captions of a photo that must name a thing, of five: one may be wrong, or speak of something at the edge. */
const mostlyNamed = 3;
/** Photos of a kind, so that there are others to find beside sixteen examples; of species there are fewer. */
const leastPhotos = { captioned: 20, species: 8 };

/** Kinds by the nouns of captions: what three of five people named. */
export function captionKinds(photos: readonly CaptionedPhoto[]): Kind[] {
  const kinds = Object.entries(nouns).map(([name, words]) => {
    const pattern = new RegExp(`\\b(?:${words.join('|')})\\b`, 'iu');
    const named = photos.filter(({ captions }) => captions.filter((each) => pattern.test(each)).length >= mostlyNamed);
    return { name, photos: new Set(named.map(({ path }) => path)) };
  });
  return kinds.filter((kind) => kind.photos.size >= leastPhotos.captioned);
}

/** Kinds of animals by the numbers of ImageNet's classes. */
export function animalKinds(paths: readonly string[]): Kind[] {
  return numberedKinds(paths, species).filter((kind) => kind.photos.size >= leastPhotos.species);
}

/** Kinds of dogs, which exclude each other. */
export function dogKinds(paths: readonly string[]): Kind[] {
  return numberedKinds(paths, breeds);
}

/** Kinds of ground that captions name, of photos in which they name one alone. */
export function groundKinds(kinds: readonly Kind[]): Kind[] {
  const chosen = kinds.filter(({ name }) => grounds.includes(name));
  return chosen.map((kind) => ({
    name: kind.name,
    photos: new Set([...kind.photos].filter((path) => chosen.every((each) => each === kind || !each.photos.has(path)))),
  }));
}

function numberedKinds(paths: readonly string[], stretchesOf: typeof species): Kind[] {
  const numbered = paths.map((path) => ({ path, number: Number(/n(\d{8})\.[a-z]+$/iu.exec(path)?.[1]) }));
  return Object.entries(stretchesOf).map(([name, stretches]) => ({
    name,
    photos: new Set(
      numbered
        .filter(({ number }) => stretches.some(([first, last]) => number >= first && number <= last))
        .map(({ path }) => path),
    ),
  }));
}

/** Each photo with its edited versions: the same thing again, as in a folder of attempts at one motif. Nobody has named them. */
export function duplicateKinds(photos: readonly { readonly path: string; readonly group: string }[]): Kind[] {
  const groups = Map.groupBy(photos, ({ group }) => group);
  return [...groups].map(([name, same]) => ({ name, photos: new Set(same.map(({ path }) => path)) }));
}
