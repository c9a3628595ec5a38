/** The contract between the main side and any page or client: schemas, types inferred from them, errors. */
export * from './capabilities.ts';
export * from './doctor.ts';
export * from './encoder.ts';
export * from './errors.ts';
export * from './filters.ts';
export * from './host.ts';
export * from './library.ts';
export * from './packs.ts';
export * from './photos.ts';
export * from './progress.ts';
export * from './query-chips.ts';
export * from './resources.ts';
export * from './saved-searches.ts';
export * from './search.ts';
export * from './settings.ts';
export * from './stacks.ts';
export * from './to-app-error.ts';
