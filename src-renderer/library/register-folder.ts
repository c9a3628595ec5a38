import { client } from '../frame/client.ts';
import { library } from './library.svelte.ts';

/** @throws FOLDER_* */
export async function registerFolder(path: string): Promise<void> {
  await client.call('library.addFolder', { path });
  await library.refresh();
}
