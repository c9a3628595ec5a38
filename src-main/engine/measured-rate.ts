/** How fast photos are encoded by a run of indexing that is on, over its last seconds. */
export interface MeasuredRate {
  /** The pack that encodes them, which may be another than the one that answers by now. */
  readonly pack: { readonly id: string; readonly version: string };
  readonly photosPerSecond: number;
  /** Photos that the run has encoded so far. */
  readonly photos: number;
}
