import type { Page } from 'playwright-core';

/** Calls of a page that a test holds up, changes or lets through, as they go to the server. */
export class HeldCalls {
  /** What becomes of a call on its way; null: it waits until `letGo`. */
  onCall: (call: string) => string | null = unchanged;
  /** What becomes of an answer or an event on its way to the page. */
  onAnswer: (answer: string) => string = unchanged;
  readonly #waiting: (() => void)[] = [];
  /** Calls whose answers are to wait, by what they name, and those that are under way, by their ids. */
  #slow: string | undefined;
  readonly #answersHeld = new Set<unknown>();

  /** Stand between the page and its server, from its next load on. */
  static async of(page: Page): Promise<HeldCalls> {
    const calls = new HeldCalls();
    await page.routeWebSocket(/\/rpc$/u, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        const call = calls.onCall(message.toString());
        if (calls.#slow !== undefined && call?.includes(calls.#slow) === true) calls.#answersHeld.add(idOf(call));
        if (call === message.toString()) server.send(message);
        else if (call !== null) server.send(call);
        else
          calls.#waiting.push(() => {
            server.send(message);
          });
      });
      server.onMessage((message) => {
        const send = (): void => {
          socket.send(typeof message === 'string' ? calls.onAnswer(message) : message);
        };
        if (calls.#answersHeld.delete(idOf(message.toString()))) calls.#waiting.push(send);
        else send();
      });
    });
    return calls;
  }

  /** Let every call that names this method wait. */
  hold(method: string): void {
    this.onCall = (call) => (call.includes(method) ? null : call);
  }

  /** Let the answers to every call that names this method wait: the engine has given them by then. */
  holdAnswers(method: string): void {
    this.#slow = method;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Send what waits, and hold nothing up any more. */
  letGo(): void {
    this.onCall = unchanged;
    this.#slow = undefined;
    for (const send of this.#waiting.splice(0)) send();
  }
}

function unchanged(call: string): string {
  return call;
}

/** By which a call and its answer know each other. */
function idOf(message: string): unknown {
  // What carries files is no JSON.
  return message.startsWith('{') ? (JSON.parse(message) as { readonly i?: unknown }).i : undefined;
}
