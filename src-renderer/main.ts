import './lib/no-eval.ts';
import '@fontsource-variable/instrument-sans/wght.css';
import '@fontsource-variable/newsreader/wght.css';
import '@fontsource-variable/newsreader/wght-italic.css';
import { mount } from 'svelte';
import './app.css';
import { capabilities } from './capabilities.ts';
import { app } from './frame/app.svelte.ts';
import App from './frame/App.svelte';
import { register } from './frame/registry.ts';

const target = document.getElementById('app');
if (target === null) throw new Error('Expected an element #app in the page but found none');
register(capabilities);
app.start();
mount(App, { target });
