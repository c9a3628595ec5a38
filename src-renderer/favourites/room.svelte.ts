import { FilterRoom } from '../filters/index.ts';

/** Name of the room, and so its address: `#/favourites`. */
export const roomName = 'favourites';

export const favouritesRoom = new FilterRoom(roomName, 'favourite');
