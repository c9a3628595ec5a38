export { trash } from './trash.ts';
