export { default as LicenseLink } from './LicenseLink.svelte';
