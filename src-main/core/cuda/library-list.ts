import { z } from 'zod';
import type { CudaLicense } from '../../../src-contract/index.ts';
import linuxX64 from './linux-x64.json' with { type: 'json' };

/** A path below a folder, of plain names. */
const plainPath = z.string().regex(/^[\w+-][\w.+-]*(?:\/[\w+-][\w.+-]*)*$/u, 'Expected a path of plain names');

/** A file of a wheel that is taken; nothing else of the wheel is unpacked. */
const Member = z.strictObject({
  /** In the wheel, which is a zip. */
  member: plainPath,
  /** In the folder of the libraries. */
  path: plainPath,
  bytes: z.int().positive(),
});

/** A package of PyPI as it is published there. */
const Wheel = z.strictObject({
  title: z.string().min(1),
  /** Id of one of the list's licenses. */
  license: z.string(),
  url: z.string().regex(/^https:\/\/files\.pythonhosted\.org\/packages\/[\w./+-]+\.whl$/u),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
  members: z.array(Member).min(1),
});

/**
 * The libraries that the CUDA provider of onnxruntime needs, pinned: which packages, which files of them, under which
 * license. One list fits one version of `onnxruntime-node`, because the provider is part of the same build. docs/gpu.md
 * says how a list is made.
 */
export const CudaList = z.strictObject({
  /** Names the folder that they are installed in: another list, another name. */
  id: plainPath,
  /** Version of `onnxruntime-node` that they fit. */
  runtime: z.string(),
  platform: z.string(),
  arch: z.string(),
  /** Major version of NVIDIA's driver that this CUDA needs at least. */
  neededDriver: z.int().positive(),
  licenses: z.array(z.strictObject({ id: z.string(), name: z.string().min(1), url: z.url(), mustAccept: z.boolean() })),
  wheels: z.array(Wheel).min(1),
});
export type CudaList = z.infer<typeof CudaList>;

/** The list for this version of the app. @throws ZodError for a list that somebody got wrong. */
export function pinnedList(): CudaList {
  return CudaList.parse(linuxX64);
}

/** Bytes to download. */
export function downloadBytes({ wheels }: CudaList): number {
  return wheels.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Bytes of what is taken out of the wheels. */
export function unpackedBytes({ wheels }: CudaList): number {
  return wheels.flatMap(({ members }) => members).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The licenses, each with what comes under it. */
export function licensesOf({ licenses, wheels }: CudaList): CudaLicense[] {
  return licenses.map(({ id, name, url, mustAccept }) => ({
    name,
    url,
    mustAccept,
    parts: wheels.filter(({ license }) => license === id).map(({ title }) => title),
  }));
}
