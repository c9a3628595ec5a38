import type { Capability } from '../frame/capability.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { isTyping } from '../lib/is-typing.ts';
import { trash } from './trash.ts';

/** Photos that the user throws away. */
export const trashCapability: Capability = {
  name: 'trash',
  // Where text is typed it is the text's.
  keys: { 'mod+z': (event) => !isTyping(event.target) && (toasts.undoLast() || trash.undoLast()) },
  take: (event) => {
    trash.take(event);
  },
};
