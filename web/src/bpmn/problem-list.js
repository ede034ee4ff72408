// The server's findings as a list beside the picture: readable without seeing, one press away from the element.
import { element } from '../lib/dom.js';
import { say } from '../lib/words.js';

export function problemList(root, modeler) {
  const list = root.querySelector('.problems ol');
  const summary = root.querySelector('.problems summary');

  modeler.on('serverLint.done', ({ problems }) => {
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    summary.textContent = problems.length
      ? say('{errors} 个错误，{warnings} 个警告', { errors, warnings: problems.length - errors })
      : say('校验通过，没有发现问题');
    summary.parentElement.dataset.state = errors ? 'error' : problems.length ? 'warning' : 'clean';
    root.dataset.errors = errors;
    root.dataset.linted = Number(root.dataset.linted ?? 0) + 1;
    list.replaceChildren(...problems.map((problem) => item(problem, modeler)));
  });
  modeler.on('serverLint.failed', ({ error }) => {
    summary.textContent = say('校验未完成：{reason}', { reason: error.message });
    summary.parentElement.dataset.state = 'error';
  });
}

function item(problem, modeler) {
  const shape = modeler.get('elementRegistry').get(problem.element);
  const name = shape?.businessObject.name || problem.element;
  const text = `${name ? `${name}:` : ''}${problem.message}`;
  const body = shape ? element('button', { type: 'button', onclick: () => show(modeler, shape) }, text) : text;
  return element('li', { class: problem.severity }, body);
}

function show(modeler, shape) {
  modeler.get('canvas').scrollToElement(shape);
  modeler.get('selection').select(shape);
}
