// Keeps bpmn-js-bpmnlint's overlays and replaces its rule engine by the server's: editor, CLI and deploy agree.
const WAIT = 300; // milliseconds: one burst of edits, one question

class ServerLint {
  static $inject = ['linting', 'bpmnjs', 'canvas', 'eventBus', 'config.serverLint'];

  constructor(linting, bpmnjs, canvas, eventBus, check) {
    let timer;
    let waiting = null;
    const run = async () => {
      const { resolve, reject } = waiting;
      waiting = null;
      try {
        const { xml } = await bpmnjs.saveXML({ format: true });
        const problems = await check(xml);
        eventBus.fire('serverLint.done', { problems });
        resolve(issues(problems, canvas.getRootElement().id));
      } catch (error) {
        eventBus.fire('serverLint.failed', { error });
        reject(error);
      }
    };
    linting.lint = () =>
      new Promise((resolve, reject) => {
        waiting?.resolve({}); // superseded: Linting ignores results of an older request
        waiting = { resolve, reject };
        clearTimeout(timer);
        timer = setTimeout(run, WAIT);
      });
    linting.update();
  }
}

// Problems of the engine in bpmnlint's shape; one without an element belongs to the diagram as a whole.
export function issues(problems, root) {
  const found = {};
  for (const { element, code, severity, message } of problems) {
    (found[code] ??= []).push({ id: element || root, message, category: severity === 'error' ? 'error' : 'warn' });
  }
  return found;
}

export default { __init__: ['serverLint'], serverLint: ['type', ServerLint] };
