// Replay of a case: the picture, the step and the data after any event, moved by slider, buttons, list or arrow keys.
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import '../styles/replay.css';
import Viewer from 'bpmn-js/lib/NavigatedViewer.js';
import { camera } from '../bpmn/camera.js';
import descriptor from '../bpmn/sv-moddle.json' with { type: 'json' };
import { data, element, mountAll } from '../lib/dom.js';
import { say } from '../lib/words.js';
import { beforeAfter, clamp, shown, stateAt } from '../replay/core.js';

async function mount(root) {
  const { xml, events, labels } = data(root, 'script.story');
  const viewer = new Viewer({ container: root.querySelector('.canvas'), moddleExtensions: { sv: descriptor } });
  const drawn = await draw(viewer, xml, root);
  const look = camera(viewer);
  if (drawn) look.start();
  const picture = painter(viewer);
  const part = (selector) => root.querySelector(selector);
  const slider = part('input[type=range]');
  const steps = [...root.querySelectorAll('.steps li')];
  const rows = () => beforeAfter(events, step).filter(({ changed }) => changed || part('.all-data').checked);
  let step = 0;

  function show(n) {
    step = clamp(n, events);
    const state = stateAt(events, step);
    picture(state);
    if (drawn && part('.follow').checked) look.at(state.active);
    slider.value = step;
    const event = events[step - 1];
    const text = event ? `${event.when} ${event.actor_name ?? ''} ${event.text}` : say('开始之前');
    slider.setAttribute('aria-valuetext', text);
    part('output').textContent = `${step}/${events.length} · ${text}`;
    part('.where').textContent = where(viewer, state);
    part('.data tbody').replaceChildren(...dataRows(rows(), labels));
    steps.forEach((item, index) => mark(item, index === step - 1));
    root.dataset.step = step;
    history.replaceState(null, '', `?step=${step}`);
  }

  slider.addEventListener('input', () => show(slider.value));
  part('[data-fit]').addEventListener('click', () => {
    part('.follow').checked = false;
    look.whole();
  });
  part('.all-steps').addEventListener('change', ({ target }) => part('aside').classList.toggle('hide-minor', !target.checked));
  part('.all-data').addEventListener('change', () => show(step));
  steps.forEach((item, index) => item.querySelector('button').addEventListener('click', () => show(index + 1)));
  const moves = { first: () => 0, back: () => step - 1, forth: () => step + 1, last: () => events.length };
  root.querySelectorAll('[data-move]').forEach((button) =>
    button.addEventListener('click', () => show(moves[button.dataset.move]())));
  document.addEventListener('keydown', (event) => {
    const move = { ArrowLeft: 'back', ArrowRight: 'forth', Home: 'first', End: 'last' }[event.key];
    if (!move || event.target.matches('input[type=range], select, textarea') || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    show(moves[move]());
  });
  show(new URLSearchParams(location.search).get('step') ?? events.length);
  root.dataset.ready = 'true';
}

// A diagram may come without a picture (BPMN DI): the steps and the data are there all the same.
async function draw(viewer, xml, root) {
  try {
    await viewer.importXML(xml);
    return true;
  } catch {
    root.querySelector('.canvas').replaceChildren(element('p', { class: 'no-picture' }, say('这个程序没有流程图形。')));
    return false;
  }
}

function painter(viewer) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  let marked = [];
  return ({ active, done }) => {
    marked.forEach(([id, marker]) => canvas.removeMarker(id, marker));
    marked = [...done.map((id) => [id, 'sv-done']), ...active.map((id) => [id, 'sv-active'])];
    marked = marked.filter(([id]) => registry.get(id)); // gone in this version of the diagram
    marked.forEach(([id, marker]) => canvas.addMarker(id, marker));
  };
}

function where(viewer, { active, done }) {
  const registry = viewer.get('elementRegistry');
  const named = (ids) => ids.map((id) => registry.get(id)?.businessObject.name).filter(Boolean);
  const names = (ids) => [...new Set(named(ids))].join('、') || say('无');
  return say('办理中：{active}。已完成：{done}。', { active: names(active), done: names(done) });
}

// Variables by the labels of the forms they are filled in with; the technical name stands small beside it.
function dataRows(rows, labels) {
  const label = (name) => labels[name] ?? name;
  const named = (name) => [label(name), labels[name] ? element('span', { class: 'technical' }, name) : null];
  if (!rows.length) return [element('tr', {}, element('td', { colspan: 3 }, say('这一步没有改变数据')))];
  return rows.map(({ name, before, after, changed }) =>
    element('tr', { class: changed ? 'changed' : null },
      element('th', { scope: 'row' }, ...named(name)),
      element('td', {}, shown(before, label)), element('td', {}, shown(after, label))));
}

function mark(item, current) {
  item.classList.toggle('current', current);
  const button = item.querySelector('button');
  if (current) button.setAttribute('aria-current', 'step');
  else button.removeAttribute('aria-current');
  if (current) item.scrollIntoView({ block: 'nearest' });
}

mountAll('replay', mount);
