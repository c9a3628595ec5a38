import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { listSupportedBackends } from './runtime.ts';
import type { ProviderRequest } from '../../core/encoder-protocol.ts';
import type { Provider } from '../../core/pack/manifest.ts';

/** A provider to try, or the reason why it is not tried. */
export type Candidate =
  | { readonly provider: Provider; readonly usable: true }
  | { readonly provider: Provider; readonly usable: false; readonly reason: string };

/**
 * Decide which execution providers to try, best first. A GPU is used only when this build of the runtime has its
 * provider and the machine its libraries; the self-test then decides whether what it computes is right.
 *
 * `webgpu` is tried only when asked for: on Linux it depends on a Vulkan driver whose absence can end the process.
 */
export function providerCandidates(request: ProviderRequest, allowed: readonly Provider[]): Candidate[] {
  if (request !== 'auto') return [check(request, allowed)];
  const preferred: Provider[] =
    process.platform === 'win32' ? ['dml'] : process.platform === 'darwin' ? ['coreml'] : ['cuda'];
  return [...preferred, 'cpu' as const].map((provider) => check(provider, allowed));
}

function check(provider: Provider, allowed: readonly Provider[]): Candidate {
  if (!allowed.includes(provider) && provider !== 'cpu') {
    return { provider, usable: false, reason: `the pack does not allow ${provider}` };
  }
  const backend = listSupportedBackends().find((candidate) => candidate.name === provider);
  if (backend === undefined) return { provider, usable: false, reason: `this build has no ${provider}` };
  if (provider === 'cuda' && !backend.bundled && !hasCudaLibrary()) {
    return { provider, usable: false, reason: 'the CUDA libraries of onnxruntime are not installed' };
  }
  return { provider, usable: true };
}

function hasCudaLibrary(): boolean {
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node');
  const library = join('bin', 'napi-v6', 'linux', process.arch, 'libonnxruntime_providers_cuda.so');
  return existsSync(join(dirname(entry), '..', library));
}
