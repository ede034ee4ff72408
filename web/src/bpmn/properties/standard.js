// Plain BPMN attributes the base panel leaves out: a flow's condition, a script, the procedure a call starts.
import { is } from 'bpmn-js/lib/util/ModelUtil.js';
import { entry } from './entries.js';
import { subject } from './extension.js';

const CONDITION = { name: 'condition', label: 'Condition', widget: 'feel' };
const SCRIPT = { name: 'script', label: 'Script', widget: 'feel' };
const CALLED = { name: 'calledElement', label: 'Called procedure', widget: 'pick', from: 'processes' };

export class Standard {
  static $inject = ['modeling', 'bpmnFactory'];

  constructor(modeling, bpmnFactory) {
    Object.assign(this, { modeling, bpmnFactory });
  }

  write(element, properties) {
    this.modeling.updateProperties(element, properties);
  }

  expression(body, owner) {
    if (!body) return undefined;
    const made = this.bpmnFactory.create('bpmn:FormalExpression', { body });
    made.$parent = owner;
    return made;
  }
}

export function standardGroups(element, { svStandard, catalog, translate }) {
  const owner = subject(element);
  const group = (id, label, field, slot) => [
    { id, label: translate(label), shouldOpen: true, entries: [entry(id, element, field, slot, catalog)] },
  ];
  const plain = (name) => ({
    read: () => owner.get(name),
    write: (value) => svStandard.write(element, { [name]: value }),
  });
  if (is(owner, 'bpmn:SequenceFlow') && owner.get('sourceRef')?.$type !== 'bpmn:ParallelGateway')
    return group('sv-condition', 'Condition', CONDITION, {
      read: () => owner.get('conditionExpression')?.get('body'),
      write: (value) => svStandard.write(element, { conditionExpression: svStandard.expression(value, owner) }),
    });
  if (is(owner, 'bpmn:ScriptTask')) return group('sv-script', 'Script', SCRIPT, plain('script'));
  if (is(owner, 'bpmn:CallActivity')) return group('sv-called', 'Called procedure', CALLED, plain('calledElement'));
  return [];
}
