import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const bin = join(import.meta.dirname, '..', '..', '..', 'src-main', 'headless', 'bin.ts');

/** `eidetic serve` as a process of its own, as a user starts it. */
export class ServerProcess implements AsyncDisposable {
  /** The link that lets one browser in, once. */
  readonly link: string;
  readonly #child: ChildProcess;
  readonly #errors: () => string;

  private constructor(child: ChildProcess, link: string, errors: () => string) {
    this.#child = child;
    this.link = link;
    this.#errors = errors;
  }

  /** @param options.port any that is free unless given. */
  static async start(options: {
    readonly dataDir: string;
    readonly pageDir: string;
    readonly port?: number;
    /** Folder of the catalogue of models. */
    readonly catalogueDir: string;
  }): Promise<ServerProcess> {
    const { dataDir, pageDir, port = 0, catalogueDir } = options;
    const args = ['--data-dir', dataDir, 'serve', '--page', pageDir, '--port', String(port)];
    // The trash of whoever runs the tests is nobody else's.
    const env = {
      ...process.env,
      XDG_DATA_HOME: join(dataDir, '..', 'home'),
      EIDETIC_MODELS_CATALOGUE: catalogueDir,
    };
    const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    return new ServerProcess(child, await linkOf(child, () => errors), () => errors);
  }

  /** Of the page, without a slash at the end. */
  get origin(): string {
    return new URL(this.link).origin;
  }

  get port(): number {
    return Number(new URL(this.link).port);
  }

  /** What the process wrote to stderr so far. */
  get errors(): string {
    return this.#errors();
  }

  /** End at once, as by a crash or a power cut. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = once(this.#child, 'close');
    this.#child.kill(signal);
    await closed;
  }
}

function linkOf(child: ChildProcess, errors: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const link = /http:\S+(?=\n)/.exec(printed)?.[0];
      if (link !== undefined) resolve(link);
    });
    child.once('close', (code) => {
      reject(new Error(`Expected a server that prints a link but it ended with ${String(code)}: ${errors()}`));
    });
  });
}
