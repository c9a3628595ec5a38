import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Reply } from '../../src-main/core/encoder-protocol.ts';
import { EncoderService } from '../../src-main/encoder/service.ts';
import { listSupportedBackends } from '../../src-main/encoder/sessions/runtime.ts';
import { ImageSession } from '../../src-main/encoder/sessions/image-session.ts';
import type { OpenImageModel } from '../../src-main/encoder/towers.ts';
import { kindPack } from './sessions/kinds.ts';
import { loadRequest, type TempDir, tempDir, unwrap } from './sessions/open-service.ts';
import { editedPack, goldenOf } from './sessions/packs.ts';

let folder: TempDir;
let packDir: string;
let photo: string;
let agreeing: string;
beforeAll(async () => {
  folder = await tempDir();
  packDir = folder.at('pack');
  const manifest = await kindPack('openai', packDir, ({ runtime }) => (runtime.providers = ['webgpu', 'cpu']));
  photo = `${packDir}/${goldenOf(manifest).images[0]?.file ?? ''}`;
  agreeing = folder.at('agreeing');
  await editedPack('builtin', agreeing, {
    manifest: (draft) => {
      draft.runtime.providers = ['webgpu', 'cpu'];
      draft.selfTest = { kind: 'agreement', texts: [] };
    },
  });
});
afterAll(() => folder[Symbol.asyncDispose]());

const hasWebGpu = listSupportedBackends().some(({ name }) => name === 'webgpu');

/** A service for a GPU that is none: the model of the CPU in its place, whose comings and goings are counted. */
async function open(dir: string): Promise<{ service: EncoderService; models: { opened: number; released: number } }> {
  const models = { opened: 0, released: 0 };
  const openImage: OpenImageModel = async (from, pack, options) => {
    const model = await ImageSession.open(from, pack, { ...options, provider: 'cpu' });
    models.opened++;
    return {
      encode: (tensors) => model.encode(tensors),
      encodeDense: (tensor) => model.encodeDense(tensor),
      release: () => {
        models.released++;
        return model.release();
      },
    };
  };
  const service = new EncoderService({ openImage, restAfterMs: 20 });
  onTestFinished(() => service[Symbol.asyncDispose]());
  unwrap(await service.load(loadRequest({ packDir: dir, provider: 'webgpu', thumbDir: folder.at('thumbnails') })));
  return { service, models };
}

describe.skipIf(!hasWebGpu)('the memory of a GPU is given back', () => {
  test.each<readonly [after: string, work: (service: EncoderService) => Promise<Reply<unknown>>]>([
    ['a warm-up', (service) => service.warmUp()],
    ['golden vectors', (service) => service.goldenVectors()],
    ['an image to search by', (service) => service.encodeQueryImage({ path: photo, box: null })],
  ])('after %s', async (_, work) => {
    const { service, models } = await open(packDir);
    unwrap(await work(service));
    expect(models.opened).toBe(1);
    await vi.waitFor(() => {
      expect(models.released).toBe(1);
    });
  });

  test('after texts, where the image tower came along to be tested with theirs', async () => {
    const { service, models } = await open(agreeing);
    unwrap(await service.encodeTexts(['a dog']));
    expect(models.opened).toBe(1);
    await vi.waitFor(() => {
      expect(models.released).toBe(1);
    });
  });
});
