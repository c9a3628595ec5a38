import './lib/no-eval.ts';
import '@fontsource-variable/instrument-sans/wght.css';
import '@fontsource-variable/newsreader/wght.css';
import '@fontsource-variable/newsreader/wght-italic.css';
import { mount } from 'svelte';
import './app.css';
import { app } from './frame/app.svelte.ts';
import App from './frame/App.svelte';

const target = document.getElementById('app');
if (target === null) throw new Error('Expected an element #app in the page but found none');
app.start();
mount(App, { target });
