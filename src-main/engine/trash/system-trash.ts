/** Moves a file to the trash of the system. */
export type ToTrash = (path: string) => Promise<void>;

/** The trash of the system: the Recycle Bin, Finder's, or the one that freedesktop.org specifies. */
export const toSystemTrash: ToTrash = async (path) => {
  // Few ever need it, and it brings much with it.
  const { default: trash } = await import('trash');
  await trash(path, { glob: false });
};
