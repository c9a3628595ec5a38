import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { PhotoOutcome } from '../../src-main/core/encoder-protocol.ts';
import { EncoderClient } from '../../src-main/engine/encoder/encoder-client.ts';
import { forkEncoder } from '../../src-main/headless/fork-encoder.ts';
import { evalFile, hasEvalData } from '../helpers/eval-data.ts';
import { loadRequest, type TempDir, tempDir } from './sessions/open-service.ts';
import { packs } from './sessions/packs.ts';

const OddFiles = z.object({ files: z.array(z.object({ file: z.string(), kind: z.string(), expect: z.string() })) });
const files = hasEvalData ? OddFiles.parse(JSON.parse(await readFile(evalFile('odd-files.json'), 'utf8'))).files : [];

/** Errors that say that a file is beyond rescue, or that its format is not supported. */
const anyRefusal = [
  'PHOTO_EMPTY',
  'PHOTO_NOT_AN_IMAGE',
  'PHOTO_DAMAGED',
  'PHOTO_TOO_MANY_PIXELS',
  'PHOTO_FORMAT_UNSUPPORTED',
];

/** Results that are allowed: whether the photo may be encoded, and the errors it may have instead. */
const allowed: Readonly<Record<string, { readonly encoded: boolean; readonly codes: readonly string[] }>> = {
  ok: { encoded: true, codes: [] },
  pixels_ok: { encoded: true, codes: [] },
  ok_if_supported: { encoded: true, codes: [] },
  error: { encoded: false, codes: anyRefusal },
  error_or_partial: { encoded: true, codes: anyRefusal },
  reject_fast: { encoded: false, codes: anyRefusal },
  reject_or_bounded_memory: { encoded: true, codes: anyRefusal },
  reject_or_ok_bounded_memory: { encoded: true, codes: anyRefusal },
};

/** Files whose bomb does not go off in these decoders: the photo is small, decoding it fast and cheap. */
const harmless: Readonly<Record<string, { readonly width: number; readonly height: number }>> = {
  'bombs/decompression_bomb_extents.gif': { width: 100, height: 100 },
  'bombs/png_decompression_dos.png': { width: 1, height: 1 },
};

/** A file of a supported format that holds no pixels, only a header. */
const withoutPixels: ReadonlySet<string> = new Set(['formats/balloon_eciRGBv2_aware.jp2']);

/** The only file of a supported format in a variant that is not. */
const unsupported: ReadonlySet<string> = new Set(['formats/12bit.cropped.tif']);

describe.skipIf(!hasEvalData)('odd files, all in one encoder process', () => {
  let folder: TempDir;
  let client: EncoderClient;
  let pid: number | undefined;
  const results = new Map<string, { outcome: PhotoOutcome; ms: number; residentMiB: number }>();

  /** Resident memory of the encoder, in MiB; 0 where the system does not say. */
  async function residentMiB(): Promise<number> {
    const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '');
    return Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1024;
  }

  /** Processor time of the encoder so far, in ms, in which other processes have no part; wall time where the system does not say. */
  async function processorMs(): Promise<number> {
    const line = await readFile(`/proc/${pid ?? 0}/stat`, 'utf8').catch(() => '');
    // Behind the name, which may hold anything: from the state on, user and system time in hundredths of a second.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return line === '' ? performance.now() : (Number(fields[11]) + Number(fields[12])) * 10;
  }

  beforeAll(async () => {
    folder = await tempDir();
    client = new EncoderClient(forkEncoder, loadRequest({ packDir: packs.builtin, thumbDir: folder.at('thumbnails') }));
    await client.warmUp();
    pid = client.pid;
    for (const { file } of files) {
      const start = await processorMs();
      const outcome = await client.encodePhoto({ path: evalFile('odd-files', file), knownHashes: [] });
      results.set(file, { outcome, ms: (await processorMs()) - start, residentMiB: await residentMiB() });
    }
  }, 120_000);
  afterAll(async () => {
    await client[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  test('none ends the process', () => {
    expect([client.pid, client.restarts]).toEqual([pid, 0]);
    expect(results).toHaveProperty('size', files.length);
  });

  test('none takes over 10 seconds of the processor, and what must be refused fast under one', () => {
    for (const { file, expect: expectation } of files)
      expect(results.get(file)?.ms, file).toBeLessThan(expectation === 'reject_fast' ? 1_000 : 10_000);
  });

  test('none makes the process grow beyond 1.5 GiB', () => {
    for (const [file, { residentMiB: resident }] of results) expect(resident, file).toBeLessThan(1_536);
  });

  test.each(files)('$file: $expect', async ({ file, expect: expectation }) => {
    const rule = allowed[expectation];
    const outcome = results.get(file)?.outcome;
    if (rule === undefined || outcome === undefined) throw new Error(`Expected a rule for "${expectation}"`);
    if (outcome.kind === 'failed') {
      if (withoutPixels.has(file)) expect(outcome.error.code).toBe('PHOTO_DAMAGED');
      else if (unsupported.has(file)) expect(outcome.error.code).toBe('PHOTO_FORMAT_UNSUPPORTED');
      else expect(rule.codes).toContain(outcome.error.code);
      expect(outcome.error.message).toMatch(/^[^\n]{10,400}$/u);
      return;
    }
    if (outcome.kind !== 'encoded') throw new Error('Expected a photo or an error but received a hash');
    const small = harmless[file];
    if (small !== undefined) expect(outcome).toMatchObject(small);
    else expect(rule.encoded).toBe(true);
    expect(Math.hypot(...outcome.embedding)).toBeCloseTo(1, 5);
    expect((await stat(path.join(folder.at('thumbnails'), outcome.thumb))).size).toBeGreaterThan(0);
  });
});
