// Keeps a draft on the server: a moment after the last change, and never twice the same.
const QUIET = 1500; // milliseconds

export function autosave(read, write, tell) {
  let timer = null;
  let last = JSON.stringify(read());
  let running = Promise.resolve();

  async function flush() {
    clearTimeout(timer);
    timer = null;
    const text = JSON.stringify(read());
    if (text === last) return;
    last = text;
    try {
      await write(JSON.parse(text));
      tell('saved');
    } catch (error) {
      last = null;
      tell('failed', error);
    }
  }
  const now = () => (running = running.then(flush));
  return {
    changed() {
      clearTimeout(timer);
      timer = setTimeout(now, QUIET);
    },
    now,
    stop() {
      clearTimeout(timer);
      timer = null;
      last = JSON.stringify(read());
      return running;
    },
  };
}
