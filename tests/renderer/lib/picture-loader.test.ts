import { describe, expect, it } from 'vitest';
import { PictureLoader } from '../../../src-renderer/lib/picture-loader.ts';

/** A loader of two at once, what it has asked for, and a way to let that come. */
function loading() {
  const asked: string[] = [];
  const answers = new Map<string, (error?: Error) => void>();
  const loader = new PictureLoader(2, (url, signal) => {
    asked.push(url);
    return new Promise((resolve, reject) => {
      answers.set(url, (error) => {
        if (error === undefined) resolve();
        else reject(error);
      });
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    });
  });
  const load = (url: string, signal = new AbortController().signal): Promise<void> => loader.load(url, signal);
  return { asked, load, come: (url: string, error?: Error) => answers.get(url)?.(error) };
}

describe('pictures', () => {
  it('are loaded a few at once, in the order asked for', async () => {
    const { asked, load, come } = loading();
    const all = ['a', 'b', 'c', 'd'].map((url) => load(url));
    expect(asked).toEqual(['a', 'b']);
    come('b');
    await all[1];
    await expect.poll(() => asked).toEqual(['a', 'b', 'c']);
    come('a', new Error('there is none'));
    await expect(all[0]).rejects.toThrow('there is none');
    await expect.poll(() => asked).toEqual(['a', 'b', 'c', 'd']);
    come('c');
    come('d');
    await Promise.all([all[2], all[3]]);
  });

  it('are not asked for when they are not wanted any more', async () => {
    const { asked, load, come } = loading();
    const abort = new AbortController();
    const kept = [load('a'), load('b')];
    const dropped = [load('c', abort.signal), load('d', abort.signal)];
    const last = load('e');
    abort.abort();
    for (const each of dropped) await expect(each).rejects.toMatchObject({ name: 'AbortError' });
    await expect(load('f', abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
    come('a');
    come('b');
    await Promise.all(kept);
    await expect.poll(() => asked).toEqual(['a', 'b', 'e']);
    come('e');
    await last;
  });

  it('free their place when they are given up on the way', async () => {
    const { asked, load, come } = loading();
    const abort = new AbortController();
    const gone = [load('a', abort.signal), load('b', abort.signal)];
    const next = [load('c'), load('d')];
    abort.abort();
    for (const each of gone) await expect(each).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => asked).toEqual(['a', 'b', 'c', 'd']);
    come('c');
    come('d');
    await Promise.all(next);
  });
});
