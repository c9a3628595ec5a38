import type { HostInfo } from '../../src-contract/index.ts';

/** The program around the page. */
class Host {
  /** Null until the host has answered. */
  info = $state.raw<HostInfo | null>(null);

  can(what: keyof HostInfo['can']): boolean {
    return this.info?.can[what] === true;
  }
}

export const host = new Host();
