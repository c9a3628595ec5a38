import { AppError } from '../../src-contract/index.ts';
import { ConnectionLost } from '../lib/connection.ts';
import { t } from '../lib/i18n.svelte.ts';

interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

interface Toast {
  readonly id: number;
  readonly kind: 'done' | 'problem';
  readonly text: string;
  /** The technical side of a problem, shown on request. */
  readonly detail: string | null;
  /** What can be done about it; null when nothing. */
  readonly action: ToastAction | null;
  /** Its action takes back what was done. */
  readonly undoes: boolean;
}

/** How long good news stays. Problems stay until they are dismissed. */
const doneForMs = 4000;

/** Short messages about what was done or what went wrong. */
class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #nextId = 1;

  done(text: string): void {
    this.#addFor(doneForMs, { kind: 'done', text, detail: null, action: null, undoes: false });
  }

  /** Tell what was done as long as it can be undone. @returns what takes the message away, when it was undone otherwise. */
  undoable(text: string, { label, forMs, undo }: { label: string; forMs: number; undo: () => void }): () => void {
    const action = {
      label,
      run: () => {
        this.dismiss(id);
        undo();
      },
    };
    const id = this.#addFor(forMs, { kind: 'done', text, detail: null, action, undoes: true });
    return () => {
      this.dismiss(id);
    };
  }

  /** Undo what was done last, of what can be. @returns whether anything can be. */
  undoLast(): boolean {
    const last = this.list.findLast(({ undoes }) => undoes);
    last?.action?.run();
    return last !== undefined;
  }

  problem(text: string, detail: string | null = null): void {
    this.#add({ kind: 'problem', text, detail, action: null, undoes: false });
  }

  /** Tell of an error in words for people. A lost connection has a banner of its own. */
  failed(error: unknown): void {
    if (error instanceof ConnectionLost) return;
    const { code, message } = AppError.from(error);
    this.problem(t(`error.${code}`), message);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  #addFor(forMs: number, toast: Omit<Toast, 'id'>): number {
    const id = this.#add(toast);
    setTimeout(() => {
      this.dismiss(id);
    }, forMs);
    return id;
  }

  #add(toast: Omit<Toast, 'id'>): number {
    const id = this.#nextId++;
    // The same problem twice is one problem; what can be undone twice is two.
    const others = this.list.filter(
      ({ text, detail, action }) => action !== null || text !== toast.text || detail !== toast.detail,
    );
    this.list = [...others.slice(-3), { ...toast, id }];
    return id;
  }
}

export const toasts = new Toasts();
