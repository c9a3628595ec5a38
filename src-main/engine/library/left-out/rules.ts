import type { LeftOutReason } from '../../../../src-contract/index.ts';

/**
 * What is no photo of the user's, though its name ends like one's: thumbnails, previews, caches, backups and bins. Names
 * are compared whatever their case; a `*` stands for any run of characters. Names that begin with a dot are left out in
 * any case: those that stand here are there for their reason. docs/what-is-left-out.md shows the table to people.
 */
export type LeftOutRule =
  /** A folder of this name is not entered. */
  | { readonly folder: string; readonly reason: LeftOutReason; readonly of: string }
  /** The same, where a file of one of these names lies beside it. */
  | { readonly folder: string; readonly beside: readonly string[]; readonly reason: LeftOutReason; readonly of: string }
  /** In a folder of this name only these folders are entered, and no file is taken. */
  | { readonly bundle: string; readonly only: readonly string[]; readonly reason: LeftOutReason; readonly of: string }
  /** A folder with a file of this name in it is not entered. */
  | { readonly marker: string; readonly reason: LeftOutReason; readonly of: string }
  /** A file of this name is not taken. */
  | { readonly file: string; readonly reason: LeftOutReason; readonly of: string };

export const leftOutRules: readonly LeftOutRule[] = [
  // What applications keep beside or around the photos.
  { bundle: '*.photoslibrary', only: ['originals', 'masters'], reason: 'app-data', of: 'Photos (macOS)' },
  { bundle: '*.photolibrary', only: ['originals', 'masters'], reason: 'app-data', of: 'iPhoto' },
  { bundle: '*.migratedphotolibrary', only: ['originals', 'masters'], reason: 'app-data', of: 'iPhoto' },
  { bundle: '*.aplibrary', only: ['masters'], reason: 'app-data', of: 'Aperture' },
  { bundle: '*.migratedaplibrary', only: ['masters'], reason: 'app-data', of: 'Aperture' },
  { bundle: '*.cocatalog', only: ['originals'], reason: 'app-data', of: 'Capture One' },
  { folder: 'CaptureOne', reason: 'app-data', of: 'Capture One' },
  { folder: '*.lrdata', reason: 'app-data', of: 'Lightroom Classic' },
  { folder: 'mipmaps-*.d', reason: 'app-data', of: 'darktable' },
  // Photos as they were before an edit.
  { folder: '.picasaoriginals', reason: 'backup', of: 'Picasa' },
  { folder: 'Originals', beside: ['.picasa.ini', 'Picasa.ini'], reason: 'backup', of: 'Picasa' },
  // Thumbnails.
  { folder: '@eaDir', reason: 'thumbnails', of: 'Synology' },
  { folder: '.@__thumb', reason: 'thumbnails', of: 'QNAP' },
  { folder: '.thumbnails', reason: 'thumbnails', of: 'Android, GNOME' },
  // Bins.
  { folder: '$RECYCLE.BIN', reason: 'bin', of: 'Windows' },
  { folder: 'RECYCLER', reason: 'bin', of: 'Windows XP' },
  { folder: '.Trash', reason: 'bin', of: 'macOS, Linux' },
  { folder: '.Trash-*', reason: 'bin', of: 'Linux' },
  { folder: '.Trashes', reason: 'bin', of: 'macOS' },
  { folder: '#recycle', reason: 'bin', of: 'Synology' },
  { folder: '@Recycle', reason: 'bin', of: 'QNAP' },
  { folder: '.dtrash', reason: 'bin', of: 'digiKam' },
  { file: '.trashed-*', reason: 'bin', of: 'Android' },
  // The system's own.
  { folder: 'System Volume Information', reason: 'system', of: 'Windows' },
  { folder: 'lost+found', reason: 'system', of: 'Linux' },
  { folder: '.Spotlight-V100', reason: 'system', of: 'macOS' },
  { folder: '.DocumentRevisions-V100', reason: 'system', of: 'macOS' },
  { folder: '.TemporaryItems', reason: 'system', of: 'macOS' },
  // Earlier states of the same folders.
  { folder: '#snapshot', reason: 'snapshot', of: 'Synology' },
  { folder: '@Recently-Snapshot', reason: 'snapshot', of: 'QNAP' },
  // What somebody marked as no media to be shown.
  { marker: '.nomedia', reason: 'nomedia', of: 'Android' },
];
