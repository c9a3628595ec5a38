import type { StackBadge, StackBadges } from '../../src-contract/index.ts';
import { t } from '../lib/i18n.svelte.ts';

/** What stands on a tile. */
export function badgeText({ kind, parts }: StackBadge): string {
  // Wherever the video lies.
  return t(`stacks.badge.${kind === 'motion' ? 'live' : kind}`, { count: parts });
}

/** The same for a screen reader. */
export function badgeLabel({ kind, parts }: StackBadge): string {
  return t(`stacks.label.${kind}`, { count: parts });
}

/** Badges by the places of their photos. */
export function badgesByPlace({ at, kinds, parts }: StackBadges): ReadonlyMap<number, StackBadge> {
  return new Map(at.map((place, i) => [place, { kind: kinds[i] ?? 'version', parts: parts[i] ?? 1 }]));
}
