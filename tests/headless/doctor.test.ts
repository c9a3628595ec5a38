import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SelfTestOutcome } from '../../src-main/core/encoder-protocol.ts';
import { describeSelfTest, samplePhoto } from '../../src-main/headless/doctor.ts';
import { packs, readManifest } from '../encoder/sessions/packs.ts';

describe('what a pack was tested by is said', () => {
  const cosines = { text: 0.999_999_9, image: 0.999_5, agreement: null };
  test.each<readonly [outcome: SelfTestOutcome, words: string]>([
    [
      { kind: 'golden', ...cosines },
      'self-test by golden vectors of the pack: cosine at least 0.999500 for images, 1.000000 for texts',
    ],
    [
      { kind: 'recorded', ...cosines },
      'self-test by golden vectors recorded here: cosine at least 0.999500 for images, 1.000000 for texts',
    ],
    [
      { kind: 'agreement', text: null, image: null, agreement: { images: 9, texts: 8, of: 10 } },
      'the pack has no golden vectors; of 10 drawn pictures 9 find their text, of as many texts 8 their picture',
    ],
  ])('%j', (outcome, words) => {
    expect(describeSelfTest(outcome)).toBe(words);
  });
});

describe('the photo that goes there and back', () => {
  test("is one of the pack's own", async () => {
    expect(samplePhoto(packs['tiny-clip'], await readManifest('tiny-clip'))).toBe(
      join(packs['tiny-clip'], 'self-test', 'wide.png'),
    );
  });

  test("is one of the app's own where the pack has none", async () => {
    const manifest = await readManifest('tiny-clip');
    const photo = samplePhoto('nowhere', { ...manifest, selfTest: { kind: 'agreement', texts: [] } });
    expect(basename(photo)).toBe('sunset.png');
    expect((await stat(photo)).isFile()).toBe(true);
  });
});
