import type { Page } from 'playwright-core';

/** Calls of a page that a test holds up, changes or lets through, as they go to the server. */
export class HeldCalls {
  /** What becomes of a call on its way; null: it waits until `letGo`. */
  onCall: (call: string) => string | null = unchanged;
  readonly #waiting: (() => void)[] = [];

  /** Stand between the page and its server, from its next load on. */
  static async of(page: Page): Promise<HeldCalls> {
    const calls = new HeldCalls();
    await page.routeWebSocket(/\/rpc$/u, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        const call = calls.onCall(message.toString());
        if (call === message.toString()) server.send(message);
        else if (call !== null) server.send(call);
        else
          calls.#waiting.push(() => {
            server.send(message);
          });
      });
    });
    return calls;
  }

  /** Let every call that names this method wait. */
  hold(method: string): void {
    this.onCall = (call) => (call.includes(method) ? null : call);
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Send what waits, and hold nothing up any more. */
  letGo(): void {
    this.onCall = unchanged;
    for (const send of this.#waiting.splice(0)) send();
  }
}

function unchanged(call: string): string {
  return call;
}
