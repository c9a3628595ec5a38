/** Looking at photos more closely, in the background. */
export { Windows } from './windows.ts';
