import {
  AppError,
  type Filters,
  type Axis,
  type Hit,
  maxExamples,
  maxJudged,
  maxTop,
  maxWhereParts,
  type OfferedChip,
  ordersAll,
  type PhotoExample,
  type QueryChip,
  type SearchAnswer,
  type SearchRecipe,
  type SearchSort,
} from '../../src-contract/index.ts';
import { filters } from '../filters/index.ts';
import type { Address } from '../frame/address.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { navigation } from '../frame/navigation.svelte.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { isAbort } from '../lib/client.ts';
import { t } from '../lib/i18n.svelte.ts';
import { library } from '../library/index.ts';
import { settings } from '../settings/index.ts';
import { askEngine } from './ask-engine.ts';
import { type Feedback, isSaid, judged, nothingSaid } from './feedback.ts';
import { type Example, examplesOf, keptImages, partsOf, shownAgain, wholePhoto } from './examples.ts';
import { standingChips, withoutChip } from './query-text.ts';
import { isSameQuestion, type Question } from './question.ts';
import type { VisitedRecipe } from './search-entries.ts';
import { SearchVisits } from './search-visits.svelte.ts';

/** Hits of the first answer: enough to fill any window, so that it is there sooner. The rest comes with scrolling. */
const firstTop = 200;
/** After the last key, before a description is searched by itself. */
const typingMs = 250;

/** What is being looked for, and what was found. */
class Search {
  text = $state('');
  examples = $state.raw<readonly Example[]>([]);
  sort = $state.raw<SearchSort>('relevance');
  /** Words that the orders `more` and `less` go by; those that were given last. */
  axis = $state.raw<Axis | null>(null);
  /** What was said of photos, in this search alone. */
  feedback = $state.raw<Feedback>(nothingSaid);
  /** Of the latest search that has ended; null when nothing is looked for. */
  answer = $state.raw<SearchAnswer | null>(null);
  answered = $state.raw<Question | null>(null);
  /** Nothing matches, and the user wants to see what comes nearest all the same. */
  showsNearMisses = $state(false);
  running = $state(false);
  error = $state.raw<AppError | null>(null);
  readonly isLookedFor: boolean = $derived(this.text.trim() !== '' || this.examples.length > 0);
  /** Something is looked for, or all photos are in an order of their own. */
  readonly isActive: boolean = $derived(this.isLookedFor || ordersAll(this.sort));
  /** The answer's chips stand in the text of the field. Until they do, nothing may be cut out of it by them. */
  readonly isUnderstood: boolean = $derived(this.answered?.text === this.text);
  /** Chips of the latest answer, without those whose words have been changed since. */
  readonly chips: readonly QueryChip[] = $derived(
    standingChips(this.text, this.answered?.text ?? '', this.answer?.understood.chips ?? []),
  );
  /** Examples that the latest answer was found without, because their photos are gone. */
  readonly lost: readonly Example[] = $derived(
    (this.answer?.lost ?? []).flatMap((place) => this.answered?.examples[place] ?? []),
  );
  /** The model in use knows more than photos as a whole: it can say at once where in a photo something is. */
  readonly hasPatches: boolean = $derived(library.status?.pack.hasPatches === true);
  /** The text of the answer, where it describes what can be looked for within photos, too; null where it describes nothing. */
  readonly locatable: string | null = $derived.by(() => {
    const isDescribed = this.answer !== null && this.answer.understood.description !== '';
    return isDescribed ? (this.answered?.text ?? null) : null;
  });
  /** Parts of photos that are searched for, as many as can be looked for within photos, too; as text. */
  readonly #locatablePartsText: string = $derived.by(() => {
    const found = (this.answered?.examples ?? []).filter((example) => !this.lost.includes(example));
    return JSON.stringify(partsOf(found).slice(0, maxWhereParts));
  });
  /** The same ones from answer to answer: to look for them in a photo takes seconds, and is not begun anew when photos come or go. */
  readonly locatableParts: readonly PhotoExample[] = $derived(
    JSON.parse(this.#locatablePartsText) as readonly PhotoExample[],
  );
  /** Other readings of words in it. */
  readonly offered: readonly OfferedChip[] = $derived.by(() => {
    const offered = this.answer?.understood.offered ?? [];
    const standing = standingChips(
      this.text,
      this.answered?.text ?? '',
      offered.map(({ chip }) => chip),
    );
    return offered.filter(({ chip }) => standing.includes(chip));
  });
  readonly visits = new SearchVisits();
  /** Is the user walking through the photos that are shown? Set by whoever knows. */
  isWalked: () => boolean = () => false;
  #abort: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    filters.onSet(() => this.run());
    settings.onChange(async (now, before) => {
      if (now.strictness !== before.strictness) await this.again();
    });
  }

  /** Nothing matches: show what comes nearest all the same. */
  showNearMisses(): void {
    this.showsNearMisses = true;
    if (this.answered !== null) this.#keep(this.answered);
  }

  /** There are as many hits as were asked for at first: the others are yet to be fetched. */
  get #isPartial(): boolean {
    return this.answered?.top === firstTop && this.answer?.hits.length === firstTop;
  }

  /** More photos may match than are shown, or be as close. */
  get isCut(): boolean {
    if (this.answer === null) return false;
    const { hits, matching, mayBeMore } = this.answer;
    return mayBeMore || (hits.length === maxTop && matching < maxTop);
  }

  /** What is told of a photo as a hit; undefined for one that is none, or beyond those that are told about. */
  hitOf(photoId: number): Hit | undefined {
    return this.answer?.hits.find((hit) => hit.photoId === photoId);
  }

  /** Is it tags that narrow it, by a filter or by words of the text? */
  get goesByTags(): boolean {
    return filters.now.tags.length > 0 || this.answer?.understood.chips.some(({ kind }) => kind === 'tag') === true;
  }

  /** The search as it can be kept. */
  get recipe(): SearchRecipe {
    const { text, examples, sort } = this;
    return { text: text.trim(), images: keptImages(examples), filters: filters.now, sort, ...this.#asked };
  }

  /** The axis, where the order goes by one. */
  get #asked(): { axis?: Axis } {
    return this.axis !== null && (this.sort === 'more' || this.sort === 'less') ? { axis: this.axis } : {};
  }

  /** Is its answer what the user sees, and nothing over it? */
  get isInSight(): boolean {
    return this.visits.isInRoom && this.answer !== null && !('photo' in navigation.address.params);
  }

  get #visited(): VisitedRecipe {
    const { recipe, feedback } = this;
    return isSaid(feedback) ? { ...recipe, feedback } : recipe;
  }

  /** Say of photos that they are what is looked for, or are not; where all of that has been said, take it back. */
  async judge(photoIds: readonly number[], verdict: 'liked' | 'disliked'): Promise<void> {
    const feedback = judged(this.feedback, photoIds, verdict);
    const isAdded = feedback[verdict].includes(photoIds[0] ?? 0);
    if (isAdded && photoIds.length > maxJudged) toasts.done(t('feedback.tooMany', { max: maxJudged }));
    await this.#setFeedback(feedback);
  }

  /** Take back all that was said of photos. */
  async forgetFeedback(): Promise<void> {
    await this.#setFeedback(nothingSaid);
  }

  /** The field changed: search when the typing pauses. */
  typed(): void {
    // It was said of what was looked for before.
    this.feedback = nothingSaid;
    clearTimeout(this.#timer);
    if (this.isActive) this.#timer = setTimeout(() => void this.run(), typingMs);
    else this.#emptied();
  }

  /** Search now. A search in progress ends unanswered. */
  async run(): Promise<void> {
    if (this.isActive) await this.#ask(firstTop);
    else this.#emptied();
  }

  /** Fetch the hits after those that are there, where there can be any. */
  async more(): Promise<void> {
    if (!this.running) await this.complete();
  }

  /** Have all hits that there are to be had. */
  async complete(): Promise<void> {
    if (this.#isPartial) await this.#ask(maxTop);
  }

  /** Ask again for what is shown: the library has changed, or how sure a match must be. */
  async again(): Promise<void> {
    if (this.isActive && !this.running) await this.#ask(this.answered?.top ?? firstTop);
  }

  /** @param axis for the orders `more` and `less`. */
  async sortBy(sort: SearchSort, axis: Axis | null = this.axis): Promise<void> {
    this.sort = sort;
    this.axis = axis;
    await this.run();
  }

  /** Take what a chip stands for out of the text. */
  async removeChip(chip: QueryChip): Promise<void> {
    if (!this.isUnderstood) return;
    this.text = withoutChip(this.text, this.chips, chip);
    await this.run();
  }

  /** Read words as the chip that is offered for them. */
  async take(offered: OfferedChip): Promise<void> {
    if (!this.isUnderstood) return;
    this.text = offered.text;
    await this.run();
  }

  /** Look for photos like some of the library. Words are for after that: they would be of the search before. */
  async byPhotos(photoIds: readonly number[]): Promise<void> {
    await this.#by(photoIds.slice(0, maxExamples).map(wholePhoto));
  }

  /** Look for photos that have all that boxes in photos of the library show. */
  async byBoxes(parts: readonly PhotoExample[]): Promise<void> {
    await this.#by(examplesOf(parts));
  }

  /** Search by images from elsewhere, too. Those beyond what a search takes are left out, which is said. */
  async addFiles(files: readonly Blob[]): Promise<void> {
    if (this.examples.length + files.length > maxExamples) {
      toasts.problem(t('search.tooManyExamples', { max: maxExamples }));
    }
    await attempt(() => this.#addFiles(files));
  }

  /** @throws QUERY_IMAGE_UNREADABLE for the first that cannot be read; those before it are there */
  async #addFiles(files: readonly Blob[]): Promise<void> {
    const before = this.examples;
    this.running = true;
    try {
      for (const file of files.slice(0, maxExamples - before.length)) {
        const { upload } = await client.call('search.upload', { image: file });
        this.#setExamples([...this.examples, { kind: 'upload', file, url: URL.createObjectURL(file), upload }]);
      }
    } finally {
      this.running = false;
      if (this.examples !== before) await this.run();
    }
  }

  removeExample(example: Example): void {
    this.#setExamples(this.examples.filter((other) => other !== example));
    void this.run();
  }

  /** Search as somebody did before, and wait for the answer. */
  async open({ text, images, sort, axis, filters: wanted }: SearchRecipe): Promise<void> {
    this.text = text;
    this.sort = sort;
    this.axis = axis ?? null;
    this.feedback = nothingSaid;
    this.#setExamples(examplesOf(images));
    if (this.isActive) this.visits.begin({ ...this.recipe, filters: wanted });
    // Which runs it.
    await filters.set(wanted);
  }

  /** Look for nothing any more. */
  clear(): void {
    if (this.visits.isInRoom) this.visits.end();
    else this.leave();
  }

  /** Be as if nothing had been looked for: the user is in another room. */
  leave(): void {
    this.text = '';
    this.sort = 'relevance';
    this.axis = null;
    this.feedback = nothingSaid;
    this.#setExamples([]);
    this.visits.leave();
    this.#clearAnswer();
  }

  /** Take in an address of the room of searches. @returns what is to stand there; null where nothing is known of it. */
  enter(wanted: Address): Address | null {
    const found = this.visits.find(wanted);
    if (found !== null && !this.visits.isAt(found.id)) this.#restore(found.id);
    return found?.address ?? null;
  }

  /** The user has taken away what was looked for, and nothing else. */
  #emptied(): void {
    const { sort } = this;
    this.visits.end();
    this.#clearAnswer();
    this.sort = sort;
  }

  #clearAnswer(): void {
    this.#stop();
    this.#publish(null, null);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.running = false;
  }

  /** Be where a search was left. */
  #restore(id: string): void {
    const kept = this.visits.enter(id);
    if (kept === undefined) return;
    this.#stop();
    const { recipe, answer, answered, showsNearMisses } = kept;
    this.text = recipe.text;
    this.sort = recipe.sort;
    this.axis = recipe.axis ?? null;
    this.feedback = recipe.feedback ?? nothingSaid;
    this.#setExamples(shownAgain(kept.examples ?? examplesOf(recipe.images)));
    this.answer = answer;
    this.answered = answered === null ? null : { ...answered, examples: this.examples };
    this.showsNearMisses = showsNearMisses;
    this.error = null;
    void this.#refresh(id, recipe.filters, answer === null);
  }

  /** What was left may be out of date: the library may have changed, and how sure a match must be. */
  async #refresh(id: string, wanted: Filters, isUnanswered: boolean): Promise<void> {
    // The address is another first: those who hear of filters go by it, and would lead on from the room that is left.
    await Promise.resolve();
    if (!this.visits.isInRoom || !this.visits.isAt(id)) return;
    if (JSON.stringify(wanted) !== JSON.stringify(filters.now)) await filters.set(wanted);
    else if (isUnanswered) await this.run();
    else await this.again();
  }

  #keep({ text }: Question): void {
    const recipe = { ...this.#visited, text: text.trim() };
    const { examples, answer, answered, showsNearMisses } = this;
    this.visits.keep({ recipe, examples, answer, answered, showsNearMisses });
  }

  async #by(examples: readonly Example[]): Promise<void> {
    this.text = '';
    this.sort = 'relevance';
    this.feedback = nothingSaid;
    this.#setExamples(examples);
    this.visits.begin(this.recipe);
    await this.run();
  }

  async #setFeedback(feedback: Feedback): Promise<void> {
    const { top = firstTop } = this.answered ?? {};
    this.feedback = feedback;
    this.visits.goOn(this.#visited);
    await this.#ask(top);
  }

  async #ask(top: number): Promise<void> {
    this.#stop();
    const abort = new AbortController();
    this.#abort = abort;
    this.running = true;
    const { text, sort, axis } = this;
    const asked = { text, sort, axis, filters: filters.now, top };
    try {
      const answer = await this.#query(text, top, abort.signal);
      if (abort.signal.aborted) return;
      const question = { ...asked, examples: this.examples };
      this.#publish(answer, question);
      this.visits.comeIntoSight();
      this.#keep(question);
    } catch (thrown) {
      if (abort.signal.aborted || isAbort(thrown)) return;
      this.#publish(null, null);
      this.error = AppError.from(thrown);
      this.visits.comeIntoSight();
    } finally {
      if (this.#abort === abort) this.running = false;
    }
  }

  async #query(text: string, top: number, signal: AbortSignal): Promise<SearchAnswer> {
    const { examples, sort, feedback } = this;
    const said = { ...this.#asked, ...(isSaid(feedback) && { feedback }) };
    const asked = { text, top, all: top === maxTop, filters: filters.now, sort, ...said };
    const { answer, renewed } = await askEngine(asked, examples, signal);
    if (this.examples === examples) this.examples = renewed;
    return answer;
  }

  /**
   * [Note: Walked through] The same search may be answered otherwise a moment later: photos come and go, and how well they
   * match is told only once the library has been measured. Photos that somebody is walking through are not torn away when nothing
   * matches any more: they stay as near misses. Those that nobody has touched fold away.
   * With other filters or in another order it is another search.
   */
  #publish(answer: SearchAnswer | null, question: Question | null): void {
    const isSame = isSameQuestion(question, this.answered);
    const isShown = this.answer?.nothingMatches === false || this.showsNearMisses;
    this.showsNearMisses =
      isSame && (this.showsNearMisses || (isShown && answer?.nothingMatches === true && this.isWalked()));
    this.answer = answer;
    this.answered = question;
    this.error = null;
  }

  #setExamples(examples: readonly Example[]): void {
    for (const example of this.examples) {
      if (example.kind === 'upload' && !examples.includes(example)) URL.revokeObjectURL(example.url);
    }
    this.examples = examples;
  }
}

export const search = new Search();
