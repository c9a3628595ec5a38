/**
 * Address of a module beside the calling one, for what starts a file by name (threads, child processes): `.ts` in a
 * checkout, `.js` once built.
 */
export function siblingModule(importMetaUrl: string, path: string): string {
  const extension = importMetaUrl.endsWith('.ts') ? '.ts' : '.js';
  return new URL(path + extension, importMetaUrl).href;
}
