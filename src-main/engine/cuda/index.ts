/** The libraries of CUDA, which are fetched when somebody asks for them. */
export { Cuda } from './cuda.ts';
export { findLibraries, type FoundLibraries } from './find-libraries.ts';
