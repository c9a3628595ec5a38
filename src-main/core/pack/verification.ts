import type { PackManifest } from './manifest.ts';

/** See [Note: Self-test kinds]; `recorded`: golden vectors that say no more than that nothing has changed since. */
export type SelfTestKind = 'golden' | 'recorded' | 'agreement';

/** Which self-test a pack has. */
export function selfTestKindOf({ selfTest }: Pick<PackManifest, 'selfTest'>): SelfTestKind {
  if (selfTest.kind === 'agreement') return 'agreement';
  return selfTest.recorded === true ? 'recorded' : 'golden';
}

/**
 * What is known of a pack that has passed its self-test: that its embeddings are those of an independent computation, or
 * that its towers agree. Vectors that were recorded here come from towers that agreed, and from nobody else.
 */
export function verificationOf(manifest: Pick<PackManifest, 'selfTest'>): 'golden' | 'agreement' {
  return selfTestKindOf(manifest) === 'golden' ? 'golden' : 'agreement';
}
