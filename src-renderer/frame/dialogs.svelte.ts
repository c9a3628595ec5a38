import type { Component } from 'svelte';

export type DialogComponent = Component<{ onclose: () => void }>;

/** The one dialog that lies over the page, whoever brings it. */
class Dialogs {
  shown = $state.raw<DialogComponent | null>(null);

  show(dialog: DialogComponent): void {
    this.shown = dialog;
  }

  close(): void {
    this.shown = null;
  }
}

export const dialogs = new Dialogs();
