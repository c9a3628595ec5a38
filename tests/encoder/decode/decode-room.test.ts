import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { DecodeRoom } from '../../../src-main/encoder/decode/decode-room.ts';

/** A decode that ends when it is told to. */
function held(): { readonly decode: () => Promise<string>; readonly end: () => void; isStarted: boolean } {
  const { promise, resolve } = Promise.withResolvers<string>();
  const one = {
    isStarted: false,
    decode: () => {
      one.isStarted = true;
      return promise;
    },
    end: () => {
      resolve('decoded');
    },
  };
  return one;
}

const nothing = (): void => undefined;

it('lets in as many photos as the pool takes, and the others one by one in their order', async () => {
  const room = new DecodeRoom(() => 2);
  const photos = [held(), held(), held(), held()];
  const ends = photos.map(async ({ decode }) => room.decode(decode, (result) => result, nothing));
  await turn();
  expect(photos.map(({ isStarted }) => isStarted)).toEqual([true, true, false, false]);
  photos[1]?.end();
  await ends[1];
  await turn();
  expect(photos.map(({ isStarted }) => isStarted)).toEqual([true, true, true, false]);
  expect(room.count).toBe(2);
  for (const { end } of photos) end();
  await Promise.all(ends);
  expect(room.count).toBe(0);
});

it('never has more, also where another comes in the moment that one is done', async () => {
  const room = new DecodeRoom(() => 1);
  const [first, waiting, late] = [held(), held(), held()];
  const lateEnd = Promise.withResolvers<unknown>();
  const another = (): void => {
    void room.decode(late.decode, nothing, nothing).then(lateEnd.resolve, lateEnd.reject);
  };
  const ends = [room.decode(first.decode, nothing, another), room.decode(waiting.decode, nothing, nothing)];
  first.end();
  await ends[0];
  await turn();
  expect([waiting.isStarted, late.isStarted, room.count]).toEqual([true, false, 1]);
  waiting.end();
  late.end();
  await Promise.all([...ends, lateEnd.promise]);
  expect(room.count).toBe(0);
});

it('counts a photo until it is queued, in one step, also where it cannot be decoded', async () => {
  const room = new DecodeRoom(() => 1);
  const counts: number[] = [];
  const told = (): void => {
    counts.push(room.count);
  };
  await room.decode(
    () => Promise.resolve(null),
    () => counts.push(room.count),
    told,
  );
  await expect(room.decode(() => Promise.reject(new Error('cut off')), nothing, told)).rejects.toThrow('cut off');
  expect(counts).toEqual([1, 0, 0]);
});

it('turns away those that wait, and no others', async () => {
  const room = new DecodeRoom(() => 1);
  const [inside, waiting] = [held(), held()];
  const ends = [room.decode(inside.decode, (result) => result, nothing), room.decode(waiting.decode, nothing, nothing)];
  room.cancel();
  await expect(ends[1]).rejects.toMatchObject({ code: 'CANCELLED' });
  inside.end();
  expect(await ends[0]).toEqual({ result: 'decoded', queued: 'decoded' });
  expect([waiting.isStarted, room.count]).toEqual([false, 0]);
});
