import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { dialogs } from '../frame/dialogs.svelte.ts';
import { host } from '../frame/host.svelte.ts';
import { t } from '../lib/i18n.svelte.ts';
import AddFolderDialog from './AddFolderDialog.svelte';
import { registerFolder } from './register-folder.ts';

/** Choose a folder with the system's dialog where there is one, else by its path. */
export async function addFolder(): Promise<void> {
  if (!host.can('chooseFolder')) {
    dialogs.show(AddFolderDialog);
    return;
  }
  await attempt(async () => {
    const { path } = await client.host('host.chooseFolder', { title: t('folder.choose') });
    if (path !== null) await registerFolder(path);
  });
}
