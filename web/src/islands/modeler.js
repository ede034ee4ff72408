// The studio: bpmn-js with our properties, the server's lint, drafts and deployment.
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import '@bpmn-io/properties-panel/assets/properties-panel.css';
import 'bpmn-js-bpmnlint/dist/assets/css/bpmn-js-bpmnlint.css';
import '../styles/workbench.css';
import Modeler from 'bpmn-js/lib/Modeler.js';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule } from 'bpmn-js-properties-panel';
import lintModule from 'bpmn-js-bpmnlint';
import allowedIn from '../bpmn/allowed-in.js';
import { camera, PALETTE } from '../bpmn/camera.js';
import { startDraft } from '../bpmn/draft.js';
import { problemList } from '../bpmn/problem-list.js';
import supervision from '../bpmn/properties/index.js';
import serverLint from '../bpmn/server-lint.js';
import descriptor from '../bpmn/sv-moddle.json' with { type: 'json' };
import translateModule, { missed } from '../bpmn/translate.js';
import { data, mountAll } from '../lib/dom.js';
import { send } from '../lib/http.js';
import { either, language } from '../lib/words.js';

async function mount(root) {
  const { xml, catalog } = data(root, 'script.diagram');
  const dictionary = language() === 'zh' ? (await import('../bpmn/zh.js')).default : null;
  const modeler = new Modeler({
    container: root.querySelector('.canvas'),
    propertiesPanel: { parent: root.querySelector('.panel') },
    supervision: withProcesses(catalog),
    linting: { active: true },
    serverLint: (text) => lint(root.dataset, text),
    additionalModules: [
      BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, supervision, lintModule, serverLint, allowedIn,
      translateModule(dictionary),
    ],
    moddleExtensions: { sv: descriptor },
  });
  problemList(root, modeler);
  await modeler.importXML(xml);
  camera(modeler, PALETTE).start();
  nameIt(root, modeler);
  startDraft(root, modeler);
  globalThis.jianduStudio = { modeler, missed };
  root.dataset.ready = 'true';
}

async function lint({ lintUrl, key }, xml) {
  const { problems } = await send(lintUrl, { body: { key, xml } });
  return problems.map((problem) => ({ ...problem, message: either(problem) }));
}

// A call activity names the process id, which is the definition key with underscores.
const withProcesses = (catalog) => ({
  ...catalog,
  processes: (catalog.definitions ?? []).map(({ key, name }) => ({ id: key.replaceAll('-', '_'), name })),
});

function nameIt(root, modeler) {
  const process = modeler.getDefinitions().rootElements.find(({ $type }) => $type === 'bpmn:Process');
  if (process?.name) root.querySelector('h1').textContent = process.name;
}

mountAll('modeler', mount);
