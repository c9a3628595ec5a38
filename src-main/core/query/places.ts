/** A town, an island or a country that photos can be taken in. */
export interface Place {
  /** With what tells it from others of the name: `Lisbon, Portugal`. Without double quotes. */
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  /** How far from its middle photos still count as taken there; null for a country, which has borders. */
  readonly radiusKm: number | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** People who live there; null for a country or an island, whose names are hardly anything else. */
  readonly population: number | null;
  /** What it is called in any language, without what tells it from others. Empty where that means another place. */
  readonly names: readonly string[];
}

/** What knows places by name. */
export interface Places {
  /**
   * Find a place by its name, alone or with its state or country: `Paris`, `Paris, Texas`. Case and accents do not
   * count. What is found by a name is found by its own `name` as well.
   */
  find(name: string): Place | undefined;
}
