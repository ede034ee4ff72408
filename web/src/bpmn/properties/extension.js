// The one place that reads and writes sv:* elements; every change is one undoable command.
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil.js';

const UPDATE = 'element.updateModdleProperties';
const ALL = 'properties-panel.multi-command-executor';

// The thing the panel edits: of a pool that is the process inside it.
export function subject(element) {
  const bo = getBusinessObject(element);
  return is(element, 'bpmn:Participant') ? bo.get('processRef') : bo;
}

export const extensions = (element, type) =>
  (subject(element)?.get('extensionElements')?.get('values') ?? []).filter((value) => value.$type === type);

export class Extensions {
  static $inject = ['commandStack', 'bpmnFactory'];

  constructor(commandStack, bpmnFactory) {
    this.commandStack = commandStack;
    this.bpmnFactory = bpmnFactory;
  }

  // Sets an attribute of the only element of a type; makes the element when missing, drops it when left empty.
  setSingle(element, type, name, value) {
    const found = extensions(element, type)[0];
    if (found && isEmptyAfter(found, name, value)) return this.remove(element, found);
    if (found) return this.set(element, found, { [name]: clean(value) });
    if (clean(value) !== undefined) this.add(element, type, { [name]: value });
  }

  set(element, node, properties) {
    this.commandStack.execute(UPDATE, { element, moddleElement: node, properties });
  }

  add(element, type, properties = {}) {
    const commands = [];
    const holder = this.#holder(element, commands);
    const node = this.#create(type, properties, holder);
    commands.push(change(element, holder, { values: [...holder.get('values'), node] }));
    this.commandStack.execute(ALL, commands);
    return node;
  }

  // A child of a single element (a parameter of an action); the parent is made when missing.
  addInside(element, type, parentType) {
    const parent = extensions(element, parentType)[0] ?? this.add(element, parentType);
    const node = this.#create(type, {}, parent);
    this.set(element, parent, { params: [...parent.get('params'), node] });
  }

  remove(element, node) {
    const parent = node.$parent;
    const list = parent.$type === 'sv:Action' ? 'params' : 'values';
    this.set(element, parent, { [list]: parent.get(list).filter((value) => value !== node) });
  }

  #holder(element, commands) {
    const owner = subject(element);
    const present = owner.get('extensionElements');
    if (present) return present;
    const made = this.#create('bpmn:ExtensionElements', { values: [] }, owner);
    commands.push(change(element, owner, { extensionElements: made }));
    return made;
  }

  #create(type, properties, parent) {
    const node = this.bpmnFactory.create(type, properties);
    node.$parent = parent;
    return node;
  }
}

const change = (element, moddleElement, properties) => ({ cmd: UPDATE, context: { element, moddleElement, properties } });
const clean = (value) => (value === '' || value === null ? undefined : value);
const filled = (value) => (Array.isArray(value) ? value.length > 0 : clean(value) !== undefined);

function isEmptyAfter(node, name, value) {
  if (filled(value)) return false;
  return node.$descriptor.properties.every(({ ns }) => ns.localName === name || !filled(node.get(ns.localName)));
}
