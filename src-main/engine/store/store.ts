import { join } from 'node:path';
import { AppError, type LibraryNotice } from '../../../src-contract/index.ts';
import { AlbumStore } from './albums.ts';
import { CatalogStore } from './catalog.ts';
import { type Db, databaseFileName, prepareDataDir } from './database.ts';
import { CaptionStore } from './search/captions.ts';
import { CodeStore } from './search/codes.ts';
import { WindowStore } from './search/windows.ts';
import { backUp, fileIdentity, isBackupDue } from './backups.ts';
import { type DataDirLock, lockDataDir } from './data-dir-lock.ts';
import { FavouriteStore } from './favourites.ts';
import { SidecarWriteStore } from './favourites/sidecar-writes.ts';
import { DuplicateStore } from './duplicates.ts';
import { FolderTreeStore } from './folders.ts';
import { FileNameStore } from './file-names.ts';
import { FileStore } from './library/files.ts';
import { AsideFiles } from './library/aside-files.ts';
import { FolderStore } from './library/folders.ts';
import { LeftOutStore } from './library/left-out.ts';
import { SidecarStore } from './library/sidecars.ts';
import { VideoStore } from './library/videos.ts';
import { LookStore } from './looks.ts';
import { MeantFileStore } from './meant-files.ts';
import { OldEmbeddingStore } from './packs/old-embeddings.ts';
import { PackStore } from './packs/packs.ts';
import { PackRoleStore } from './packs/roles.ts';
import { SharedSpaceStore } from './packs/shared-space.ts';
import { PhotoDetailsStore } from './photos/details.ts';
import { PhotoMetadataStore } from './photo-metadata.ts';
import { PhotoStore } from './photos.ts';
import { PhotoCountryStore } from './photo-countries.ts';
import { PlaceStore } from './places.ts';
import { type OpenedDatabase, openSound, quickCheck } from './recovery.ts';
import { SavedSearchStore } from './saved-searches.ts';
import { SettingsStore } from './settings.ts';
import { SpaceStore } from './space.ts';
import { Stacking } from './stacking.ts';
import { StackPartStore } from './stacks/parts.ts';
import { UnreadStore } from './stacks/unread.ts';
import { translateSqliteError } from './sqlite-errors.ts';
import { TagPassStore } from './tags/passes.ts';
import { TagCountStore } from './tags/tag-counts.ts';
import { TagStore } from './tags/tags.ts';
import { TasteStore } from './taste.ts';
import { TrashStore } from './trash.ts';
import { ViewStore } from './views.ts';
import { UnwindowedStore } from './windows.ts';
import { WordsStore } from './words.ts';

/** The one writing handle on a library: everything that is SQL lies behind it. */
export class Store implements Disposable {
  readonly file: string;
  readonly folders: FolderStore;
  readonly files: FileStore;
  readonly leftOut: LeftOutStore;
  readonly aside = new AsideFiles();
  readonly sidecars: SidecarStore;
  readonly videos: VideoStore;
  readonly packs: PackStore;
  readonly packRoles: PackRoleStore;
  readonly sharedSpace: SharedSpaceStore;
  readonly oldEmbeddings: OldEmbeddingStore;
  readonly space: SpaceStore;
  readonly photos: PhotoStore;
  readonly photoMetadata: PhotoMetadataStore;
  readonly details: PhotoDetailsStore;
  readonly catalog: CatalogStore;
  readonly folderTree: FolderTreeStore;
  readonly settings: SettingsStore;
  readonly codes: CodeStore;
  readonly captions: CaptionStore;
  readonly windows: WindowStore;
  readonly unwindowed: UnwindowedStore;
  readonly words: WordsStore;
  readonly fileNames: FileNameStore;
  readonly meantFiles: MeantFileStore;
  readonly photoCountries: PhotoCountryStore;
  readonly places: PlaceStore;
  readonly savedSearches: SavedSearchStore;
  readonly stacking: Stacking;
  readonly stackParts: StackPartStore;
  readonly unread: UnreadStore;
  readonly duplicates: DuplicateStore;
  readonly trash: TrashStore;
  readonly views: ViewStore;
  readonly favourites: FavouriteStore;
  readonly sidecarWrites: SidecarWriteStore;
  readonly albums: AlbumStore;
  readonly tags: TagStore;
  readonly tagCounts: TagCountStore;
  readonly tagPasses: TagPassStore;
  readonly looks: LookStore;
  readonly taste: TasteStore;
  readonly #opened: LibraryNotice | null;
  readonly #db: Db;
  readonly #dataDir: string;
  /** Of the database file. */
  readonly #identity: string | undefined;
  readonly #lock: DataDirLock;

  private constructor(dataDir: string, { database: db, notice }: OpenedDatabase, lock: DataDirLock) {
    this.file = join(dataDir, databaseFileName);
    this.#opened = notice;
    this.#dataDir = dataDir;
    this.#identity = fileIdentity(this.file);
    this.#db = db;
    this.#lock = lock;
    this.folders = new FolderStore(db);
    this.files = new FileStore(db);
    this.leftOut = new LeftOutStore(db);
    this.videos = new VideoStore(db);
    this.packs = new PackStore(db);
    this.packRoles = new PackRoleStore(db);
    this.sharedSpace = new SharedSpaceStore(db);
    this.oldEmbeddings = new OldEmbeddingStore(db);
    this.space = new SpaceStore(db);
    this.photoMetadata = new PhotoMetadataStore(db);
    this.sidecars = new SidecarStore(db, this.photoMetadata);
    this.photos = new PhotoStore(db, this.photoMetadata);
    this.details = new PhotoDetailsStore(db);
    this.words = new WordsStore(db);
    this.fileNames = new FileNameStore(db, this.words);
    this.meantFiles = new MeantFileStore(db);
    this.stacking = new Stacking(db);
    this.stackParts = new StackPartStore(db);
    this.unread = new UnreadStore(db);
    this.duplicates = new DuplicateStore(db);
    this.trash = new TrashStore(db);
    this.views = new ViewStore(db);
    this.sidecarWrites = new SidecarWriteStore(db);
    this.favourites = new FavouriteStore(db, this.photoMetadata, this.sidecarWrites);
    this.albums = new AlbumStore(db);
    this.tags = new TagStore(db);
    this.tagCounts = new TagCountStore(db, this.stacking);
    this.tagPasses = new TagPassStore(db);
    this.looks = new LookStore(db);
    this.taste = new TasteStore(db);
    this.catalog = new CatalogStore(db, this);
    this.folderTree = new FolderTreeStore(db, this.stacking);
    this.settings = new SettingsStore(db);
    this.codes = new CodeStore(db);
    this.captions = new CaptionStore(db);
    this.windows = new WindowStore(db);
    this.unwindowed = new UnwindowedStore(db);
    this.photoCountries = new PhotoCountryStore(db);
    this.places = new PlaceStore(db);
    this.savedSearches = new SavedSearchStore(db);
  }

  /**
   * Open the library of a data folder, for this process alone. A damaged one is restored; see [Note: Damage].
   *
   * @param options.trace called with every statement that runs, its parameters filled in: for diagnostics, it is slow.
   * @throws DATA_DIR_UNUSABLE, DATA_DIR_LOCKED, DATABASE_FROM_FUTURE, DATABASE_DAMAGED
   */
  static open(dataDir: string, options: { readonly trace?: (sql: string) => void } = {}): Store {
    prepareDataDir(dataDir);
    let lock: DataDirLock;
    try {
      lock = lockDataDir(dataDir);
    } catch (error) {
      throw translateSqliteError(error, join(dataDir, 'lock.sqlite'));
    }
    try {
      return new Store(dataDir, openSound(dataDir, lock.wasUnclean, options.trace), lock);
    } catch (error) {
      if (lock.wasUnclean) lock.leaveUnclean();
      lock[Symbol.dispose]();
      throw error;
    }
  }

  /** Name a database error for the user; see `translateSqliteError`. Damage is looked into at the next start. */
  translate(error: unknown): unknown {
    const translated = translateSqliteError(error, this.file);
    if (translated instanceof AppError && translated.code === 'DATABASE_DAMAGED') this.#lock.leaveUnclean();
    return translated;
  }

  /** Did the last engine on this data folder die? Then it may have left unfinished files. */
  get wasUnclean(): boolean {
    return this.#lock.wasUnclean;
  }

  /** What happened to the database at this start, or happens to it now; null when all is well. */
  get notice(): LibraryNotice | null {
    if (!this.isLost) return this.#opened;
    return { kind: 'data-gone', message: `The data folder "${this.#dataDir}" is gone, or another one` };
  }

  /** Is the data folder gone, or another one at its path? What is written then is lost. */
  get isLost(): boolean {
    return fileIdentity(this.file) !== this.#identity;
  }

  /**
   * Back up the database if that was not done today. See `backUp`. @returns whether it was done.
   *
   * @throws DATA_DIR_UNUSABLE when the data folder is gone, which is not made anew.
   */
  async backUpIfDue(signal: AbortSignal): Promise<boolean> {
    if (this.isLost) {
      throw new AppError(
        'DATA_DIR_UNUSABLE',
        `Expected the data folder "${this.#dataDir}" as it was when it was opened but it is gone, or another one`,
      );
    }
    if (!isBackupDue(this.#dataDir, Date.now())) return false;
    await backUp(this.#db, this.#dataDir, signal);
    return true;
  }

  get sqliteVersion(): string {
    return this.#db.prepare<[], { v: string }>('SELECT sqlite_version() AS v').get()?.v ?? 'unknown';
  }

  /** Read through the whole database. @throws DATABASE_DAMAGED with the first finding. */
  quickCheck(): void {
    quickCheck(this.#db, this.file);
  }

  [Symbol.dispose](): void {
    this.#db.close();
    this.#lock[Symbol.dispose]();
  }
}
