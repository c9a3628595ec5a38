import { expect, test } from 'vitest';
import { Users } from '../../src-main/engine/users.ts';

test('nobody uses what nobody has begun to use', async () => {
  await expect(new Users().none()).resolves.toBeUndefined();
});

test('whoever waits for none waits for all, those that come meanwhile too, and also where they fail', async () => {
  const users = new Users();
  const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const log: string[] = [];
  const one = users.during(() => first.promise);
  const none = users.none().then(() => log.push('none'));
  const two = users.during(() => second.promise);
  first.resolve('first');
  expect(await one).toBe('first');
  await Promise.resolve();
  expect(log).toEqual([]);
  second.reject(new Error('second'));
  await expect(two).rejects.toThrow('second');
  await none;
  expect(log).toEqual(['none']);
});
