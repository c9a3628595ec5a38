/** What an error says, on one line: native libraries break theirs and end them with a line break. */
export function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/gu, ' ').trim();
}
