// Toolbar of the studio: undo, zoom, save a draft, deploy with confirmation, download.
import { camera, PALETTE } from './camera.js';
import { ask } from '../lib/dom.js';
import { Keys, send } from '../lib/http.js';
import { either, say } from '../lib/words.js';

export function startDraft(root, modeler) {
  const status = root.querySelector('.studio-status');
  const keys = new Keys();
  let saved = true;
  const tell = (text, wrong = false) => {
    status.textContent = text;
    status.classList.toggle('text-danger', wrong);
  };
  const guarded = (work) => async () => {
    try {
      await work();
    } catch (error) {
      tell(reason(error), true);
    }
  };

  async function save() {
    const { xml } = await modeler.saveXML({ format: true });
    const body = { xml, base_version: Number(root.dataset.baseVersion) };
    await send(root.dataset.draftUrl, { method: 'PUT', body, key: keys.for(body) });
    saved = true;
    root.dataset.saved = 'true';
    tell(say('草稿已保存'));
  }

  async function deploy() {
    const dialog = root.querySelector('dialog.deploy');
    const answer = await ask(dialog);
    if (!answer) return;
    const { xml } = await modeler.saveXML({ format: true });
    const body = { xml, note: answer.get('note') };
    const { version } = await send(root.dataset.deployUrl, { body, key: keys.for(body) });
    saved = true;
    root.dataset.deployed = root.dataset.baseVersion = version;
    root.querySelector('.studio-version').textContent = say('第 {version} 版', { version });
    tell(say('已部署为第 {version} 版，新发起的办件按此版办理', { version }));
  }

  const stack = modeler.get('commandStack');
  const actions = {
    undo: () => stack.undo(),
    redo: () => stack.redo(),
    fit: () => camera(modeler, PALETTE).whole(),
    in: () => modeler.get('zoomScroll').stepZoom(1),
    out: () => modeler.get('zoomScroll').stepZoom(-1),
    download: guarded(() => download(root, modeler)),
    save: guarded(save),
    deploy: guarded(deploy),
  };
  root.querySelectorAll('[data-act]').forEach((button) => button.addEventListener('click', actions[button.dataset.act]));
  modeler.on('commandStack.changed', () => {
    saved = false;
    root.dataset.saved = 'false';
    root.querySelector('[data-act=undo]').disabled = !stack.canUndo();
    root.querySelector('[data-act=redo]').disabled = !stack.canRedo();
    tell(say('有未保存的修改'));
  });
  addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
      event.preventDefault();
      actions.save();
    }
  });
  addEventListener('beforeunload', (event) => {
    if (!saved) event.preventDefault();
  });
}

function reason({ message, body }) {
  const problems = (body?.problems ?? []).slice(0, 3).map((problem) => either(problem));
  return [message, ...problems].join(' ');
}

async function download(root, modeler) {
  const { xml } = await modeler.saveXML({ format: true });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([xml], { type: 'application/xml' }));
  link.download = `${root.dataset.key}.bpmn`;
  link.click();
  URL.revokeObjectURL(link.href);
}
