import { AppError } from '../../../../src-contract/index.ts';

/** Do something with a photo's file. Who names a photo by its id is told its name by errors, not where it lies. */
export async function withoutPath<T>(
  { path, name }: { readonly path: string; readonly name: string },
  work: (path: string) => Promise<T>,
): Promise<T> {
  try {
    return await work(path);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(
      error.code,
      error.message.replaceAll(path, () => name),
      { cause: error },
    );
  }
}
