import type { ModelEntry, ModelFigure, ModelState } from '../../../src-contract/index.ts';
import { downloadBytes } from '../../core/pack/catalogue.ts';
import type { PackManifest } from '../../core/pack/manifest.ts';
import { verificationOf } from '../../core/pack/verification.ts';
import { builtinImageGmacs, type EncodingRate, estimate } from './estimate.ts';
import type { InstalledPack } from './model-folders.ts';
import { isSamePack, type PackId } from './pack-dirs.ts';
import type { CataloguePack } from './read-catalogue.ts';
import { refusalOf } from './refusal.ts';

export interface Listing {
  readonly catalogue: readonly CataloguePack[];
  readonly installed: readonly InstalledPack[];
  /** The pack that came with the app, or that was named when it was started. */
  readonly opened: PackManifest;
  readonly isBuiltin: boolean;
  readonly inUse: PackId;
  /** Photos of the library. */
  readonly photos: number;
  readonly rate: EncodingRate | null;
  readonly memoryMB: number;
  readonly stateOf: (id: string) => ModelState | undefined;
}

interface Listed {
  readonly manifest: PackManifest;
  readonly origin: ModelEntry['origin'];
  readonly verified: ModelEntry['verified'];
  readonly isThere: boolean;
}

/** Every pack that is known, once: that of the app, those that are installed, and the rest of the catalogue. */
export function listModels(listing: Listing): ModelEntry[] {
  const { catalogue, installed, opened, isBuiltin } = listing;
  const listed = new Map<string, Listed>();
  const add = (each: Listed): void => {
    if (!listed.has(each.manifest.id)) listed.set(each.manifest.id, each);
  };
  const origin = isBuiltin ? 'builtin' : 'import';
  add({ manifest: opened, origin, verified: verificationOf(opened), isThere: true });
  for (const { manifest, receipt } of installed) {
    add({ manifest, origin: receipt?.origin ?? 'import', verified: receipt?.verified ?? 'untried', isThere: true });
  }
  for (const { manifest } of catalogue) add({ manifest, origin: 'catalogue', verified: 'untried', isThere: false });
  const all = [...listed.values()];
  return all.map((each) => entryOf(each, all, listing));
}

function entryOf(each: Listed, all: readonly Listed[], listing: Listing): ModelEntry {
  const { manifest, origin, verified, isThere } = each;
  const { catalogue, inUse, memoryMB, stateOf } = listing;
  const { id, version, title, languages, runtime, reference, space, files } = manifest;
  const entry = catalogue.find((pack) => pack.manifest.id === id)?.entry;
  const isInUse = isSamePack(inUse, manifest);
  return {
    id,
    version,
    title,
    summary: entry?.summary ?? null,
    origin,
    recommended: entry?.recommended ?? false,
    languages,
    license: licenseOf(manifest),
    downloadBytes: entry === undefined ? 0 : downloadBytes(entry),
    diskBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    figures: (reference ?? []).map(share),
    memory: { neededMB: runtime.minRamMB, machineMB: memoryMB },
    verified,
    sharesSpaceWith: all
      .filter((other) => other !== each && other.manifest.space === space)
      .map((other) => other.manifest.id),
    // Another version of one that is there may be coming.
    state: stateOf(id) ?? { kind: isInUse ? 'inUse' : isThere ? 'installed' : 'available' },
    refusedBecause: refusalOf(manifest, memoryMB)?.toWire() ?? null,
    estimate: isInUse ? null : estimateOf(manifest, listing),
  };
}

/** Some packs, the one that comes with Eidetic among them, tell shares in percent. */
function share(figure: ModelFigure): ModelFigure {
  return figure.value > 1 ? { ...figure, value: figure.value / 100 } : figure;
}

function licenseOf({ license }: PackManifest): ModelEntry['license'] {
  return { ...license, name: license.name ?? null };
}

function estimateOf(
  manifest: PackManifest,
  { catalogue, opened, isBuiltin, inUse, photos, rate }: Listing,
): ModelEntry['estimate'] {
  const costOf = (name: string): number | undefined =>
    catalogue.find((pack) => `${pack.manifest.id}@${pack.manifest.version}` === name)?.entry.imageGmacs ??
    (isBuiltin && `${opened.id}@${opened.version}` === name ? builtinImageGmacs : undefined);
  const spaceInUse = [opened, ...catalogue.map((pack) => pack.manifest)].find((pack) => isSamePack(pack, inUse))?.space;
  // Photos that were looked at with the same image tower need not be looked at again.
  const toLookAt = spaceInUse === manifest.space ? 0 : photos;
  return estimate(
    toLookAt,
    rate,
    rate === null ? undefined : costOf(rate.pack),
    costOf(`${manifest.id}@${manifest.version}`),
  );
}
