import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { PackManifest } from '../../../src-main/core/pack/manifest.ts';

const manifest = JSON.parse(
  await readFile(new URL('../../fixtures/packs/tiny-clip/pack.json', import.meta.url), 'utf8'),
) as object;

describe('the languages of a pack', () => {
  test.each(['en', 'mul', 'pt-BR', 'zh-Hant-TW', 'sr-Latn', 'qqq', 'de-u-co-phonebk'])('may be %s', (language) => {
    expect(PackManifest.parse({ ...manifest, languages: [language] }).languages).toEqual([language]);
  });

  test.each(['', 'en_US', 'e', 'en-', 'many languages', 'en\n'])('may not be %j', (language) => {
    const { error } = PackManifest.safeParse({ ...manifest, languages: ['en', language] });
    expect(error?.issues).toMatchObject([{ path: ['languages', 1] }]);
    expect(z.prettifyError(error ?? new z.ZodError([]))).toMatch(
      /well-formed language tag of BCP 47, such as "en" or "pt-BR"\s+→ at languages\[1\]/u,
    );
  });
});
