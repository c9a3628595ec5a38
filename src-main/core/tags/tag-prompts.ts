/** What a word is, which decides the sentences that it goes into. */
export const tagKinds = ['thing', 'animal', 'food', 'scene', 'light', 'activity', 'event', 'picture'] as const;
export type TagKind = (typeof tagKinds)[number];

/**
 * Sentences that a word is put into. Several stand for a thing better than one, as for descriptions (prompt ensembles:
 * A. Radford et al., Learning Transferable Visual Models From Natural Language Supervision, 2021, section 3.1.4), and such as fit
 * the kind of word better than the same for all (S. Pratt et al., What does a platypus look like?, ICCV 2023).
 */
const templates: Readonly<Record<TagKind, readonly string[]>> = {
  thing: ['a photo of {}', 'a close-up photo of {}', 'a picture with {} in it'],
  animal: ['a photo of {}', 'a close-up photo of {}', 'a picture of {}, the animal'],
  food: ['a photo of {}', 'a close-up photo of {}', '{} on a table'],
  scene: ['a photo of {}', 'a view of {}', 'a picture of {}'],
  light: ['a photo of {}', 'a view with {}', 'a picture of {}'],
  activity: ['a photo of someone {}', 'people {}', 'someone is {}'],
  event: ['a photo of {}', 'people at {}', 'a picture taken at {}'],
  picture: ['{}', 'this picture is {}'],
};

/**
 * The texts whose mean direction stands for a tag, each once.
 *
 * @param name in English.
 * @param say how it stands in a sentence, with which one it is where the name alone does not say: `a bat, the flying animal`; the
 * name with its article when undefined.
 * @param also more texts, which are taken as they are.
 */
export function tagPrompts(kind: TagKind, name: string, say?: string, also: readonly string[] = []): string[] {
  const said = say ?? withArticle(name);
  // The name alone would be the other thing, too: a bat, the flying animal, and not that of baseball.
  const alone = said.includes(', the ') ? [] : [name];
  return [...new Set([...alone, ...templates[kind].map((template) => template.replaceAll('{}', () => said)), ...also])];
}

function withArticle(name: string): string {
  return `${/^[aeiou]/iu.test(name) ? 'an' : 'a'} ${name}`;
}
