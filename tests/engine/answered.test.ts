import { expect, test } from 'vitest';
import { answered, NoAnswer } from '../../src-main/engine/answered.ts';

test('an answer in time is handed on, and so is an error', async () => {
  await expect(answered(Promise.resolve(3), '/mnt/nas')).resolves.toBe(3);
  await expect(answered(Promise.reject(new Error('EIO')), '/mnt/nas')).rejects.toThrow('EIO');
});

test('a drive without an answer is not waited for', async () => {
  const call = new Promise(() => undefined);
  await expect(answered(call, '/mnt/nas', 10)).rejects.toThrow(NoAnswer);
});
