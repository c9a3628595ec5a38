import Images from '@lucide/svelte/icons/images';
import type { Capability } from '../frame/capability.ts';
import { PhotosBar } from '../photos/index.ts';
import { addFolder } from './add-folder.ts';
import DataSettings from './DataSettings.svelte';
import FolderSettings from './FolderSettings.svelte';
import { library } from './library.svelte.ts';
import PhotosRoom from './PhotosRoom.svelte';
import StatusButton from './StatusButton.svelte';
import Welcome from './Welcome.svelte';

/** The folders with photos, how far they are looked through, and all photos in order of time. */
export const libraryCapability: Capability = {
  name: 'library',
  rooms: [
    {
      name: 'photos',
      view: PhotosRoom,
      bar: PhotosBar,
      isFiltered: true,
      enter: (address) => (address.path.length === 0 ? address : null),
    },
  ],
  door: {
    at: 10,
    icon: Images,
    title: 'grid.photos',
    href: '#/photos',
    count: () => (library.status === null ? null : library.status.photos - library.status.stacked),
    key: 'p',
  },
  tool: StatusButton,
  settings: [
    { title: 'settings.folders', section: FolderSettings, at: 10 },
    { title: 'settings.data', section: DataSettings, at: 50 },
  ],
  instead: { isNeeded: () => library.status?.folders.length === 0, view: Welcome },
  commands: { 'add-folder': () => void addFolder() },
  load: () => library.refresh(),
  isLoaded: () => library.status !== null,
  take: (event) => {
    library.take(event);
  },
};
