import type { Capability } from '../frame/capability.ts';
import { trash } from './trash.ts';

/** Photos that the user throws away. */
export const trashCapability: Capability = {
  name: 'trash',
  keys: { 'mod+z': () => trash.undoLast() },
  take: (event) => {
    trash.take(event);
  },
};
