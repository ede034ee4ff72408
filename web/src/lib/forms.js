// Dialogs opened by a button, and forms that cannot be sent twice by a double click.

export function dialogs() {
  document.addEventListener('click', ({ target }) => {
    const opener = target.closest('[data-dialog]');
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
    if (target.closest('[data-close]')) target.closest('dialog')?.close();
  });
}

export function once() {
  document.addEventListener('submit', ({ target, submitter }) => {
    if (target.method !== 'post' || target.dataset.sent) return;
    target.dataset.sent = 'true';
    setTimeout(() => submitter?.setAttribute('disabled', ''), 0);
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}
