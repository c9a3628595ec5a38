/** Albums: what somebody puts together, and what belongs to it by what they have put there. */
export { Albums } from './albums.ts';
