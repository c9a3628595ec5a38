/** SQL that makes milliseconds of the epoch local wall-clock time, ISO 8601 without zone. Null beyond the years 1 to 9999. */
export function localTime(ms: string): string {
  return `strftime('%Y-%m-%dT%H:%M:%S', ${ms} / 1000, 'unixepoch', 'localtime')`;
}
