import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createBirpc } from 'birpc';
import type {
  EngineMethods,
  LoadRequest,
  PhotoOutcome,
  PhotoRequest,
  ReadingRequest,
  Reply,
  TextEmbeddings,
  WindowsOutcome,
} from '../../src-main/core/encoder-protocol.ts';
import { EncoderService } from '../../src-main/encoder/service.ts';
import { ImageSession } from '../../src-main/encoder/sessions/image-session.ts';
import type { OpenImageModel } from '../../src-main/encoder/towers.ts';

/*
 * Entry of an encoder process that is the real one but for what its arguments ask:
 *   --dies-on TEXT       killed by any photo whose path contains TEXT, as by a crash in a decoder
 *   --dies-at-start      never gets as far as loading a pack
 *   --dies-once FILE     as --dies-at-start, but only the first time: FILE remembers
 *   --dies-on-windows-of TEXT  killed by the windows of any photo whose path contains TEXT
 *   --takes MS           needs so much longer for each photo
 *   --waits-on TEXT      needs for such a photo as long as there is no --waits-for FILE
 *   --nonsense-on TEXT   answers with something invalid for such a photo
 *   --gone-after FILE    dies on its first photo and cannot be started any more: FILE remembers
 *   --dies-on-text TEXT  killed by any text that contains TEXT
 *   --fails-on-text TEXT refuses such a text
 *   --gpu-lost-after N   whose GPU is lost after N inferences, of each process
 *   --rests-after MS     gives the memory of a GPU back after this
 */
const { values } = parseArgs({
  options: {
    'dies-on': { type: 'string' },
    'dies-at-start': { type: 'boolean' },
    'dies-once': { type: 'string' },
    'dies-on-windows-of': { type: 'string' },
    takes: { type: 'string' },
    'waits-on': { type: 'string' },
    'waits-for': { type: 'string' },
    'nonsense-on': { type: 'string' },
    'gone-after': { type: 'string' },
    'dies-on-text': { type: 'string' },
    'fails-on-text': { type: 'string' },
    'gpu-lost-after': { type: 'string' },
    'rests-after': { type: 'string' },
  },
});

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('not reached');
}

function isNamed(path: string, text: string | undefined): boolean {
  return text !== undefined && path.includes(text);
}

class OddEncoder extends EncoderService {
  #cancelled = 0;

  override async cancelPhotos(): ReturnType<EncoderService['cancelPhotos']> {
    this.#cancelled++;
    return super.cancelPhotos();
  }

  override async load(request: LoadRequest): ReturnType<EncoderService['load']> {
    const once = values['dies-once'];
    if (values['dies-at-start'] === true || existsSync(values['gone-after'] ?? '')) die();
    if (once !== undefined && !existsSync(once)) {
      writeFileSync(once, '');
      die();
    }
    return super.load(request);
  }

  override async encodeWindows(request: ReadingRequest): Promise<Reply<WindowsOutcome>> {
    if (isNamed(request.path, values['dies-on-windows-of'])) die();
    return super.encodeWindows(request);
  }

  override async encodePhoto(request: PhotoRequest): Promise<Reply<PhotoOutcome>> {
    if (isNamed(request.path, values['dies-on'])) die();
    const gone = values['gone-after'];
    if (gone !== undefined) {
      writeFileSync(gone, '');
      die();
    }
    await wait(Number(values.takes ?? 0));
    const before = this.#cancelled;
    while (isNamed(request.path, values['waits-on']) && !existsSync(values['waits-for'] ?? '')) {
      if (this.#cancelled > before) return { ok: false, error: { code: 'CANCELLED', message: 'Not to be waited for' } };
      await wait(20);
    }
    const answer = await super.encodePhoto(request);
    if (!isNamed(request.path, values['nonsense-on'])) return answer;
    return { ok: true, value: { kind: 'encoded', width: -1 } as unknown as PhotoOutcome };
  }

  override async encodeTexts(texts: readonly string[]): Promise<Reply<TextEmbeddings>> {
    if (texts.some((text) => isNamed(text, values['dies-on-text']))) die();
    if (!texts.some((text) => isNamed(text, values['fails-on-text']))) return super.encodeTexts(texts);
    return { ok: false, error: { code: 'PACK_SESSION_FAILED', message: 'Expected other texts' } };
  }
}

/** The real model, on a GPU that is lost as asked; the photos of its self-test do not count. */
const openImage: OpenImageModel = async (packDir, pack, options) => {
  const model = await ImageSession.open(packDir, pack, options);
  let left =
    Number(values['gpu-lost-after'] ?? Infinity) +
    (pack.selfTest.kind === 'agreement' ? 0 : pack.selfTest.images.length);
  return {
    encode: (tensors) => {
      if (options.provider !== 'cpu' && left-- <= 0) throw new Error('WebGPU device lost (2): it was reset');
      return model.encode(tensors);
    },
    encodeDense: (tensor) => model.encodeDense(tensor),
    release: () => model.release(),
  };
};

const odd = new OddEncoder({
  openImage,
  onLost: (reason) => void rpc.gpuLost.asEvent(reason),
  ...(values['rests-after'] === undefined ? {} : { restAfterMs: Number(values['rests-after']) }),
});
const rpc = createBirpc<EngineMethods, EncoderService>(odd, {
  post: (message) => process.send?.(message),
  on: (receive) => process.on('message', receive),
  bind: 'functions',
});
process.once('disconnect', die);
