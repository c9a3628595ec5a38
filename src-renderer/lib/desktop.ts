import { type DesktopApi, portsMessage } from '../../src-contract/desktop.ts';

declare global {
  interface Window {
    readonly eideticDesktop?: DesktopApi;
  }
}

/** Undefined in a browser. */
export const desktopApi = window.eideticDesktop;

/** Hear of ports that the preload script hands over. Messages of anybody else are ignored. */
export function receivePorts(listener: (ports: { engine: MessagePort; host: MessagePort }) => void): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window || event.origin !== location.origin || event.data !== portsMessage) return;
    const [engine, host] = event.ports;
    if (engine !== undefined && host !== undefined) listener({ engine, host });
  });
}
