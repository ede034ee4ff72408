// Completing the task: check, confirm, send once, and show every fault in a list that leads to its field.
import { element } from '../lib/dom.js';
import { Keys, send } from '../lib/http.js';
import { either, say } from '../lib/words.js';
import { place } from './problems.js';

export function submission(root, form, draft) {
  const button = root.querySelector('[data-complete]');
  const faults = root.querySelector('.faults');
  const keys = new Keys();
  const extra = JSON.parse(root.dataset.extra ?? '{}');
  if (!button) return;

  button.addEventListener('click', async () => {
    const { data, errors } = form.submit();
    if (Object.keys(errors).length) return report(say('请先更正下列内容：'), []);
    button.disabled = true;
    await draft?.stop();
    try {
      const answer = await send(root.dataset.completeUrl, { body: { ...extra, values: data }, key: keys.for(data) });
      draft?.forget();
      globalThis.location.assign(next(root, answer));
    } catch (error) {
      button.disabled = false;
      refused(error);
    }
  });

  function refused(error) {
    const problems = error.body?.problems ?? [];
    const { errors, homeless } = place(problems, form.get('formFieldInstanceRegistry').getAll(), (p) => either(p));
    if (error.status >= 400 && error.status < 500) keys.forget();
    form._setState({ errors });
    report(error.message, homeless.map((problem) => `${problem.path}:${either(problem)}`));
  }

  function report(title, others) {
    const list = element('ul', {}, ...others.map((text) => element('li', {}, text)));
    faults.replaceChildren(element('h3', { class: 'alert-title' }, title), list);
    faults.hidden = false;
    faults.focus();
    requestAnimationFrame(() => list.append(...fieldLinks(root)));
  }
}

// form-js has drawn its errors by now; each becomes a link to its input.
function fieldLinks(root) {
  return [...root.querySelectorAll('.fjs-has-errors')].map((field) => {
    const input = field.querySelector('input, textarea, select, [tabindex]');
    const name = field.querySelector('label, legend')?.textContent.replace(/\*$/, '') ?? '';
    const text = `${name}:${field.querySelector('.fjs-form-field-error')?.textContent ?? ''}`;
    const go = (event) => {
      event.preventDefault();
      input?.focus();
    };
    return element('li', {}, element('a', { href: `#${input?.id ?? ''}`, onclick: go }, text));
  });
}

function next(root, { tasks = [], instance }) {
  const { taskUrl, caseUrl } = root.dataset;
  const mine = tasks[0];
  return mine ? taskUrl.replace('ID', mine) : caseUrl.replace('ID', instance);
}
