import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { PackManifest } from '../../../src-main/core/pack/manifest.ts';
import { fixturePack } from '../../helpers/temp-library.ts';

const manifest = PackManifest.parse(JSON.parse(readFileSync(join(fixturePack('tiny-f16'), 'pack.json'), 'utf8')));

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

function withFigure(value: unknown): unknown {
  return { ...manifest, reference: [{ dataset: 'coco-5k', metric: 't2i_R@1', value, source: 'somebody' }] };
}

describe('a published figure', () => {
  test.each([0, 0.305, 1, 30.5, 100])('of %s is a share, or one in percent', (value) => {
    expect(PackManifest.safeParse(withFigure(value)).success).toBe(true);
  });

  test.each([-0.1, 100.1, 1e308, Infinity, NaN, '30'])('of %s is none', (value) => {
    expect(PackManifest.safeParse(withFigure(value)).error?.issues[0]?.path).toEqual(['reference', 0, 'value']);
  });
});

describe('the address of a license', () => {
  const withUrl = (url: string): unknown => ({ ...manifest, license: { ...manifest.license, url } });

  test.each(['https://example.com/LICENSE', 'http://example.com'])('can be %s', (url) => {
    expect(PackManifest.safeParse(withUrl(url)).success).toBe(true);
  });

  test.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'LICENSE', ''])('is not %j', (url) => {
    expect(PackManifest.safeParse(withUrl(url)).error?.issues[0]).toMatchObject({
      path: ['license', 'url'],
      message: 'Expected an http:// or https:// address',
    });
  });
});
