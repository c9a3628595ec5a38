import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { JSHandle, Page } from 'playwright-core';

interface Transfer {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** What a file manager or a clipboard hands to the page. */
function transferOf(page: Page, { name, type, content }: Transfer): Promise<JSHandle<DataTransfer>> {
  return page.evaluateHandle(
    ([fileName, mime, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], fileName, { type: mime }));
      return transfer;
    },
    [name, type, content.toString('base64')] as const,
  );
}

/** Drop a file on the page, as from a file manager. `held` is called while it hovers over the page. */
export async function drop(page: Page, file: Transfer, held?: () => Promise<unknown>): Promise<void> {
  const dataTransfer = await transferOf(page, file);
  await page.dispatchEvent('body', 'dragover', { dataTransfer });
  await held?.();
  await page.dispatchEvent('body', 'drop', { dataTransfer });
}

/** Paste a file, as after "copy image" elsewhere. */
export async function paste(page: Page, file: Transfer): Promise<void> {
  const transfer = await transferOf(page, file);
  await transfer.evaluate((clipboardData) => {
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  });
}

export async function jpegFile(path: string): Promise<Transfer> {
  return { name: basename(path), type: 'image/jpeg', content: await readFile(path) };
}
