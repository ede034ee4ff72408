// The few DOM helpers the islands share.

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

export const data = (root, selector) => JSON.parse(root.querySelector(selector).textContent);

// A dialog whose form is submitted with a value resolves with the form's fields, a closed one with null.
export function ask(dialog) {
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener(
      'close',
      () => resolve(dialog.returnValue === 'ok' ? new FormData(dialog.querySelector('form')) : null),
      { once: true },
    );
  });
}

export const mountAll = (name, mount) =>
  document.querySelectorAll(`[data-island="${name}"]`).forEach((root) => mount(root));
