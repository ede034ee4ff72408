// On every page: look, htmx, keyboard in lists, dialogs, forms that are sent once.
import '@tabler/core/dist/css/tabler.min.css';
import '../styles/app.css';
import htmx from 'htmx.org';
import { lists } from '../lib/lists.js';
import { dialogs, once } from '../lib/forms.js';

htmx.config.allowEval = false; // the page's policy forbids eval: no hx-on, js: values or event filters
htmx.config.includeIndicatorStyles = false; // nor may a script add a <style>

document.body.addEventListener('htmx:configRequest', ({ detail }) => {
  detail.headers['x-csrf-token'] = document.querySelector('meta[name="csrf-token"]')?.content ?? '';
});
lists();
dialogs();
once();
