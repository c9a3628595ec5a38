export { PackChanging } from './pack-changing.ts';
