// Replaces form-js's filepicker: a chosen file is uploaded at once, the field's value is the list of attachment ids.
import { Errors, Label } from '@bpmn-io/form-js-viewer';
import { h } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { say } from '../lib/words.js';

// `store` is {upload(field key, File) -> {id, name}, remove(id), name(id), link(id)}
export default function filesField(store) {
  function Files({ field, value, errors = [], domId, disabled, readonly, onChange, onBlur }) {
    const [busy, setBusy] = useState(null);
    const [failure, setFailure] = useState(null);
    const input = useRef(null);
    const ids = Array.isArray(value) ? value : [];
    const locked = disabled || readonly || busy !== null;
    const many = field.multiple === true || field.multiple === '=true';

    async function choose(event) {
      const files = [...event.target.files];
      event.target.value = '';
      setFailure(null);
      const added = [];
      for (const file of files) {
        setBusy(file.name);
        try {
          added.push((await store.upload(field.key, file)).id);
        } catch (error) {
          setFailure(`${file.name}:${error.message}`);
          break;
        }
      }
      setBusy(null);
      if (added.length) onChange({ value: many ? [...ids, ...added] : added.slice(-1) });
    }

    function drop(id) {
      onChange({ value: ids.filter((other) => other !== id) });
      store.remove(id).catch((error) => setFailure(error.message));
    }

    const item = (id) =>
      h('li', { key: id },
        h('a', { href: store.link(id) }, store.name(id)),
        !locked && h('button', { type: 'button', class: 'btn btn-sm btn-link', onClick: () => drop(id),
          'aria-label': say('移除附件 {name}', { name: store.name(id) }) }, say('移除')));

    const messages = failure ? [...errors, failure] : errors;
    return h('div', { class: `fjs-form-field fjs-form-field-files${messages.length ? ' fjs-has-errors' : ''}` },
      h(Label, { htmlFor: domId, label: field.label, required: field.validate?.required }),
      ids.length > 0 && h('ul', { class: 'attached' }, ids.map(item)),
      h('input', { ref: input, id: domId, type: 'file', class: 'form-control', multiple: many, accept: field.accept,
        disabled: locked, onChange: choose, onBlur, 'aria-describedby': `${domId}-error` }),
      h('div', { role: 'status' }, busy && say('正在上传 {name} …', { name: busy })),
      field.description && h('div', { class: 'fjs-form-field-description' }, field.description),
      h(Errors, { id: `${domId}-error`, errors: messages }));
  }
  Files.config = { type: 'filepicker', keyed: true, emptyValue: null, label: '', group: 'basic-input',
    sanitizeValue: ({ value }) => (Array.isArray(value) ? value : null), create: (options = {}) => ({ ...options }) };

  class Register {
    static $inject = ['formFields'];

    constructor(formFields) {
      formFields.register('filepicker', Files);
    }
  }
  return { __init__: ['jianduFiles'], jianduFiles: ['type', Register] };
}
