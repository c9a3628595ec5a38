import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** Builds the page that every host serves from its root. */
export default defineConfig({
  root: join(import.meta.dirname, 'src-renderer'),
  plugins: [svelte({ configFile: join(import.meta.dirname, 'svelte.config.js') })],
  build: {
    outDir: join(import.meta.dirname, 'dist', 'page'),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // A data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // In a desktop app and on loopback, one script arrives sooner than several.
    chunkSizeWarningLimit: 1000,
  },
});
