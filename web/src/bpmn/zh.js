import bpmn from 'bpmn-js-i18n-zh/lib/bpmn-js/index.js';
import panel from 'bpmn-js-i18n-zh/lib/properties-panel/index.js';
import own from './zh-own.json' with { type: 'json' };

export default { ...bpmn, ...panel, ...own };
