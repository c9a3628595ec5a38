/** Finding photos by a text and by example images. */
export type { HubCorrection } from './hubs/hub-correction.ts';
export { DescriptionEncoder } from './query/description-encoder.ts';
export type { LocalHit, LocalImage, LocalSearchAnswer } from './local-search.ts';
export { PackSearch } from './pack-search.ts';
export { QuantizedIndex } from './quantized-index.ts';
export { Search } from './search.ts';
export type { PhotoFilter, VectorIndex } from './vector-index.ts';
export { deleteWindows } from './windows/window-search.ts';
