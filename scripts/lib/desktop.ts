/** What `npm start` found out about this machine. */
export interface Findings {
  /** The user asked for the browser. */
  readonly wantsBrowser: boolean;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Electron's program is there. */
  readonly hasElectron: boolean;
}

export type Start = { readonly start: 'desktop' } | { readonly start: 'browser'; readonly because: string };

/** Decide whether the desktop app can open on this machine, or the browser has to show the same page, and why. */
export function decideStart({ wantsBrowser, platform, env, hasElectron }: Findings): Start {
  if (wantsBrowser) return { start: 'browser', because: 'as asked' };
  if (env['ELECTRON_RUN_AS_NODE'] !== undefined) {
    return { start: 'browser', because: 'ELECTRON_RUN_AS_NODE keeps Electron from opening windows' };
  }
  if (needsDisplay(platform) && isUnset(env['DISPLAY']) && isUnset(env['WAYLAND_DISPLAY'])) {
    return { start: 'browser', because: 'there is no display for a window' };
  }
  if (!hasElectron) return { start: 'browser', because: 'Electron could not be downloaded' };
  return { start: 'desktop' };
}

/** Windows and macOS always have one; on the other systems a session says where it is. */
function needsDisplay(platform: NodeJS.Platform): boolean {
  return platform !== 'win32' && platform !== 'darwin';
}

function isUnset(value: string | undefined): boolean {
  return value === undefined || value === '';
}

/** How long a desktop app must have run to count as started. */
const startedAfterMs = 8_000;

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly ranForMs: number;
  /** What it wrote to stderr. */
  readonly output: string;
}

/** Why the desktop app never came up, in one line; null when it did, or when it was ended by the user. */
export function startFailure({ code, signal, ranForMs, output }: Ending): string | null {
  const wasAsked = code === 0 || signal === 'SIGINT' || signal === 'SIGTERM';
  if (wasAsked || ranForMs > startedAfterMs) return null;
  const how = signal === null ? `exit code ${String(code)}` : `signal ${signal}`;
  const lines = output.split('\n').filter((line) => /FATAL|ERROR|Error/.test(line));
  const [reason] = lines.map((line) => line.replace(/^\[[^\]]*\]\s*/, '').trim());
  return `Electron ended at once (${how})${reason === undefined ? '' : `: ${reason.slice(0, 200)}`}`;
}
