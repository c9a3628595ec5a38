import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';

describe.skipIf(!canRun)('a data folder that is removed', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(2)), indexed: true });

  test('is told of, and photos that come are shown all the same', async () => {
    const { page, ui, photos, dataDir, guard } = running();
    await ui.photo(2).waitFor();
    await ui.thumbsLoaded();
    // Thumbnails are gone with it.
    guard.expect(/\/thumb\//u);
    await rm(dataDir, { recursive: true });
    await copyPhotos(photos, cocoPhotos(3).slice(2));
    await page.getByText(t('status.data-gone')).waitFor({ timeout: 60_000 });
    await expect.poll(() => ui.total(), { timeout: 60_000 }).toBe(3);
  });
});
