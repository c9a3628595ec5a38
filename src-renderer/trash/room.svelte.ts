import { FilterRoom } from '../filters/index.ts';

/** Name of the room, and so its address: `#/rejected`. */
export const roomName = 'rejected';

/** The room of what is to be looked through before it goes to the trash. */
export const rejectedRoom = new FilterRoom(roomName, 'rejected');
