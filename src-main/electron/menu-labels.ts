import type { Settings } from '../../src-contract/index.ts';

const en = {
  about: 'About Eidetic',
  settings: 'Settings…',
  services: 'Services',
  hide: 'Hide Eidetic',
  hideOthers: 'Hide Others',
  showAll: 'Show All',
  quit: 'Quit Eidetic',
  file: 'File',
  addFolder: 'Add Folder…',
  close: 'Close Window',
  exit: 'Exit',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  find: 'Find',
  view: 'View',
  appearance: 'Appearance',
  system: 'Like the System',
  light: 'Light',
  dark: 'Dark',
  reload: 'Reload',
  devTools: 'Developer Tools',
  resetZoom: 'Actual Size',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  fullscreen: 'Full Screen',
  window: 'Window',
  minimise: 'Minimize',
  zoom: 'Zoom',
  front: 'Bring All to Front',
  help: 'Help',
  shortcuts: 'Keyboard Shortcuts',
  dataFolder: 'Show Library Data',
} as const;

export type MenuLabels = Readonly<Record<keyof typeof en, string>>;

const de: MenuLabels = {
  about: 'Über Eidetic',
  settings: 'Einstellungen …',
  services: 'Dienste',
  hide: 'Eidetic ausblenden',
  hideOthers: 'Andere ausblenden',
  showAll: 'Alle einblenden',
  quit: 'Eidetic beenden',
  file: 'Datei',
  addFolder: 'Ordner hinzufügen …',
  close: 'Fenster schließen',
  exit: 'Beenden',
  edit: 'Bearbeiten',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  cut: 'Ausschneiden',
  copy: 'Kopieren',
  paste: 'Einfügen',
  selectAll: 'Alles auswählen',
  find: 'Suchen',
  view: 'Ansicht',
  appearance: 'Erscheinungsbild',
  system: 'Wie das System',
  light: 'Hell',
  dark: 'Dunkel',
  reload: 'Neu laden',
  devTools: 'Entwicklerwerkzeuge',
  resetZoom: 'Originalgröße',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  fullscreen: 'Vollbild',
  window: 'Fenster',
  minimise: 'Minimieren',
  zoom: 'Zoomen',
  front: 'Alle nach vorne bringen',
  help: 'Hilfe',
  shortcuts: 'Tastenkürzel',
  dataFolder: 'Bibliotheksdaten anzeigen',
};

/**
 * The menu's words in the language that is set.
 *
 * @param locale the system's, BCP 47; decides where the setting says `system`.
 */
export function menuLabels(language: Settings['language'], locale: string): MenuLabels {
  const chosen = language === 'system' ? locale.split('-', 1)[0]?.toLowerCase() : language;
  return chosen === 'de' ? de : en;
}
