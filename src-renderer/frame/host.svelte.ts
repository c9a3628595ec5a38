import type { HostInfo } from '../../src-contract/index.ts';

/** The program around the page. */
class Host {
  /** Null until the host has answered. */
  info = $state.raw<HostInfo | null>(null);

  can(what: keyof HostInfo['can']): boolean {
    return this.info?.can[what] === true;
  }

  /** An example of a path, as the system that the program runs on writes them. */
  pathBelowHome(name: string): string {
    const { platform } = this.info ?? {};
    if (platform === 'win32') return `C:\\Users\\you\\${name}`;
    return `${platform === 'darwin' ? '/Users' : '/home'}/you/${name}`;
  }
}

export const host = new Host();
