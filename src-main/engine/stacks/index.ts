/** What belongs together: raw and developed photos, Live Photos, edited copies, bursts. */
export { Stacks } from './stacks.ts';
