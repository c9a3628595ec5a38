import { cudaLibrary } from './cuda-library.ts';
import { listSupportedBackends } from './runtime.ts';
import type { Provider } from '../../core/pack/manifest.ts';
import { type Candidate, preferredProviders } from '../../core/processor/trial.ts';

/** Providers that this system can have at all, best first, each with what it is missing, and the CPU. */
export function providerCandidates(allowed: readonly Provider[]): Candidate[] {
  const gpus = preferredProviders(process.platform).map((provider) => candidate(provider, allowed));
  return [...gpus, { provider: 'cpu', missing: null }];
}

/** Whether a provider can be tried, or why not: what this build, the pack and the libraries beside it say. */
export function candidate(provider: Provider, allowed: readonly Provider[]): Candidate {
  if (provider === 'cpu') return { provider, missing: null };
  if (!allowed.includes(provider)) return { provider, missing: `the pack does not allow ${provider}` };
  const backend = listSupportedBackends().find(({ name }) => name === provider);
  if (backend === undefined) return { provider, missing: `this build has no ${provider}` };
  if (provider === 'cuda' && !backend.bundled && cudaLibrary() === null)
    return { provider, missing: 'the CUDA libraries of onnxruntime are not installed' };
  return { provider, missing: null };
}
