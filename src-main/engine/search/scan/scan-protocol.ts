import type { SharedMemory } from '../../../core/vectors/kernel/scan-kernel.ts';
import type { SegmentLayout } from '../../../core/vectors/layout.ts';
import type { ScanPass } from './block-scanner.ts';

/** What a scan thread starts with. */
export interface ScanThreadData {
  readonly layout: SegmentLayout;
  readonly thread: number;
  readonly control: Int32Array<SharedArrayBuffer>;
}

/** What a scan thread is told: to take in a segment, or to help with a pass. It answers the latter when it is done. */
export type ScanMessage =
  { readonly kind: 'segment'; readonly memory: SharedMemory } | { readonly kind: 'pass'; readonly pass: ScanPass };

/** Places in the control array: counts wake-ups, next block, whether to stop early. */
export const control = { wake: 0, next: 1, cancelled: 2 } as const;
