// j and k walk through a list's rows, Enter opens one; the rows themselves are ordinary links.

export function lists() {
  document.addEventListener('keydown', (event) => {
    if (event.target.matches('input, select, textarea, dialog *') || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = { j: 1, k: -1 }[event.key];
    const links = [...document.querySelectorAll('[data-list] a[data-row]')];
    if (!step || !links.length) return;
    event.preventDefault();
    const at = links.indexOf(document.activeElement);
    links[Math.max(0, Math.min(links.length - 1, at + step))].focus();
  });
  document.addEventListener('change', (event) => {
    if (event.target.matches('form[data-auto] select')) event.target.form.requestSubmit();
  });
}
