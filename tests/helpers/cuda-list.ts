import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CudaList } from '../../src-main/core/cuda/library-list.ts';
import { runtimePackage } from '../../src-main/engine/runtime-package.ts';
import { FileServer, type Handler, noise, serve, sha256 } from './file-server.ts';
import { tempFolder, type TempFolder, writeFiles } from './temp-folder.ts';
import { zip, type ZipFile } from './zip.ts';

/** Stand-ins for the libraries of CUDA: two small wheels, with a list that pins them. */
export interface StandIns {
  readonly list: CudaList;
  /** By the path that they are published at. */
  readonly wheels: ReadonlyMap<string, Buffer>;
  /** What is in the libraries. */
  readonly provider: Buffer;
  readonly blas: Buffer;
}

const site = 'https://files.pythonhosted.org';

/** @param more entries that the first wheel has besides. */
export async function standIns(more: readonly ZipFile[] = [], id = 'stand-in-1'): Promise<StandIns> {
  const provider = noise(60_000);
  const blas = noise(90_000);
  const license = Buffer.from('the licence');
  const wheels = new Map<string, Buffer>();
  const publish = (
    name: string,
    files: readonly ZipFile[],
    taken: readonly [string, string, Buffer][],
    licenseId: string,
  ): CudaList['wheels'][number] => {
    const content = zip(files);
    const path = `/packages/ab/cd/${name}-1.0-py3-none-any.whl`;
    wheels.set(path, content);
    return {
      title: name,
      license: licenseId,
      url: site + path,
      bytes: content.length,
      sha256: sha256(content),
      members: taken.map(([member, target, { length }]) => ({ member, path: target, bytes: length })),
    };
  };
  const providerName = 'libonnxruntime_providers_cuda.so';
  const list: CudaList = {
    id,
    runtime: (await runtimePackage())?.version ?? '',
    platform: process.platform,
    arch: process.arch,
    neededDriver: 580,
    licenses: [
      { id: 'free', name: 'MIT', url: 'https://example.org/mit', mustAccept: false },
      { id: 'strict', name: 'A strict licence', url: 'https://example.org/strict', mustAccept: true },
    ],
    wheels: [
      publish(
        'provider',
        [
          { name: 'pkg/left-out.py', content: Buffer.from('print()') },
          { name: `pkg/${providerName}`, content: provider },
          ...more,
        ],
        [[`pkg/${providerName}`, providerName, provider]],
        'free',
      ),
      publish(
        'blas',
        [
          { name: 'nvidia/lib/libblas.so.13', content: blas },
          { name: 'blas.dist-info/License.txt', content: license },
        ],
        [
          ['nvidia/lib/libblas.so.13', 'libblas.so.13', blas],
          ['blas.dist-info/License.txt', 'licenses/blas.txt', license],
        ],
        'strict',
      ),
    ],
  };
  return { list, wheels, provider, blas };
}

/** A server that has the wheels, and can be told to misbehave. */
export function publishWheels(wheels: StandIns['wheels'], handler?: (good: Handler) => Handler): Promise<FileServer> {
  const good: Handler = (request, response) => {
    const content = wheels.get(request.url ?? '');
    if (content === undefined) response.writeHead(404).end();
    else serve(request, response, content, { etag: '"1"' });
  };
  return FileServer.start(handler === undefined ? good : handler(good));
}

/** Files of a system with NVIDIA's driver and a card. */
export async function nvidiaRoot({ driver = '580.65.06', device = '0x2786' } = {}): Promise<TempFolder> {
  const root = await tempFolder();
  await writeFiles(root.path, {
    'proc/driver/nvidia/version': `NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  ${driver}  Release Build\nGCC version:  gcc\n`,
    'proc/driver/nvidia/gpus/0000:01:00.0/information': 'Model: \t\t NVIDIA Test Card\nIRQ:   \t\t 1\n',
    'sys/class/drm/card0/device/vendor': '0x10de\n',
    'sys/class/drm/card0/device/class': '0x030000\n',
    'sys/class/drm/card0/device/device': `${device}\n`,
  });
  return root;
}

/** Name of a wheel's file. */
export function wheelName({ list }: StandIns, index: number): string {
  return basename(list.wheels[index]?.url ?? '');
}

/** Text of the runtime's own library, to compare a copy with. */
export async function runtimeContent(): Promise<Buffer> {
  return readFile((await runtimePackage())?.library ?? join('no', 'runtime'));
}
