/** Asks for the focus in the search field, from wherever. */
class SearchFocus {
  /** Goes up when the field should take it. */
  asked = $state(0);

  ask(): void {
    this.asked++;
  }
}

export const searchFocus = new SearchFocus();
