export { default as CudaSettings } from './CudaSettings.svelte';
