// The form of a task: shows schema and values, keeps a draft, uploads files, submits, puts the server's word beside fields.
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import '../styles/form.css';
import { Form } from '@bpmn-io/form-js-viewer';
import flatpickr from 'flatpickr';
import { Mandarin } from 'flatpickr/dist/l10n/zh.js';
import translateModule from '../bpmn/translate.js';
import { autosave } from '../forms/autosave.js';
import { draftStore } from '../forms/draft-store.js';
import filesField from '../forms/files-field.js';
import { fileStore } from '../forms/file-store.js';
import { prepare } from '../forms/prepare.js';
import { submission } from '../forms/submission.js';
import zh from '../forms/zh.json' with { type: 'json' };
import { data, mountAll } from '../lib/dom.js';
import { language, say } from '../lib/words.js';

async function mount(root) {
  const page = data(root, 'script.form-data');
  const chinese = language() === 'zh';
  if (chinese) flatpickr.localize(Mandarin);
  const form = new Form({
    container: root.querySelector('.form'),
    additionalModules: [translateModule(chinese ? zh : null), filesField(fileStore(root.dataset, page.attachments))],
    properties: { readOnly: page.read_only },
  });
  if (page.read_only) root.dataset.readOnly = 'true';
  const store = page.read_only ? null : draftStore(root.dataset);
  await form.importSchema(prepare(page.schema), { ...page.options, ...page.data, ...page.draft, ...store?.read() });
  if (!page.read_only) {
    const draft = store ? keepDraft(root, form, store) : null;
    submission(root, form, draft);
  }
  root.dataset.ready = 'true';
}

// Values of the visible fields, as they would be submitted.
function keepDraft(root, form, store) {
  const status = root.querySelector('.draft-status');
  const tell = (state, error) => {
    root.dataset.draft = state;
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
    status.textContent =
      state === 'saved' ? say('草稿已保存 {time}', { time }) : say('草稿未保存：{reason}', { reason: error.message });
  };
  const draft = autosave(() => form._getSubmitData(), store.write, tell);
  form.on('changed', () => draft.changed());
  root.querySelector('[data-save-draft]')?.addEventListener('click', () => draft.now());
  return { ...draft, forget: store.forget };
}

mountAll('form-viewer', mount);
