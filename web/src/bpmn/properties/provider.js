// Our groups of the properties panel, made from the tables in fields.js.
import { ListGroup } from '@bpmn-io/properties-panel';
import { is, isAny } from 'bpmn-js/lib/util/ModelUtil.js';
import { entry } from './entries.js';
import { extensions, subject } from './extension.js';
import { LOOP, MANY, SINGLE } from './fields.js';
import { standardGroups } from './standard.js';

export default class SupervisionProvider {
  static $inject = ['propertiesPanel', 'translate', 'svExtensions', 'svStandard', 'config.supervision'];

  constructor(propertiesPanel, translate, svExtensions, svStandard, catalog) {
    Object.assign(this, { translate, svExtensions, svStandard, catalog: catalog ?? {} });
    propertiesPanel.registerProvider(500, this);
  }

  getGroups(element) {
    return (groups) => {
      const owner = subject(element);
      if (!owner) return groups;
      const ours = [
        ...standardGroups(element, this),
        ...MANY.filter((part) => fits(part, owner)).map((part) => this.#list(element, part)),
        ...SINGLE.filter((part) => fits(part, owner)).map((part) => this.#single(element, part)),
        ...(owner.get('loopCharacteristics')?.$type === LOOP_TYPE ? [this.#loop(element, owner)] : []),
      ];
      groups.splice(1, 0, ...ours);
      return groups;
    };
  }

  #single(element, part) {
    const id = part.type.replace(':', '-');
    const entries = part.fields.map((field) =>
      entry(`${id}-${field.name}`, element, field, {
        read: () => extensions(element, part.type)[0]?.get(field.name),
        write: (value) => this.svExtensions.setSingle(element, part.type, field.name, value),
      }, this.catalog));
    if (part.present) entries.push(this.#presence(id, element, part));
    return { id, label: this.translate(part.label), entries, shouldOpen: Boolean(part.open) };
  }

  #presence(id, element, part) {
    const found = () => extensions(element, part.type)[0];
    return entry(`${id}-present`, element, { name: 'present', label: part.present, widget: 'flag' }, {
      read: () => Boolean(found()),
      write: (value) => (value ? this.svExtensions.add(element, part.type) : this.svExtensions.remove(element, found())),
    }, this.catalog);
  }

  #list(element, part) {
    const { svExtensions, translate } = this;
    const id = `${part.type.replace(':', '-')}${part.inside ? '-inside' : ''}`;
    const nodes = part.inside
      ? (extensions(element, part.inside)[0]?.get('params') ?? [])
      : extensions(element, part.type);
    return {
      id, element, translate, label: translate(part.label), component: ListGroup,
      items: nodes.map((node, index) => this.#item(element, part, node, `${id}-${index}`)),
      add: (event) => {
        event.stopPropagation();
        if (part.inside) svExtensions.addInside(element, part.type, part.inside);
        else svExtensions.add(element, part.type);
      },
    };
  }

  #item(element, part, node, id) {
    const entries = part.fields.map((field) =>
      entry(`${id}-${field.name}`, element, field, {
        read: () => node.get(field.name),
        write: (value) => this.svExtensions.set(element, node, { [field.name]: value }),
      }, this.catalog));
    return {
      id, entries, label: this.#title(part, node.get(part.title)),
      remove: (event) => {
        event.stopPropagation();
        this.svExtensions.remove(element, node);
      },
    };
  }

  #title(part, value) {
    if (!value) return this.translate('(not set)');
    if (part.prefix) return this.translate(part.prefix + value);
    return (this.catalog[part.catalog] ?? []).find((item) => item.id === value)?.name ?? value;
  }

  #loop(element, owner) {
    const loop = owner.get('loopCharacteristics');
    const entries = LOOP.map((field) =>
      entry(`sv-loop-${field.name}`, element, field, {
        read: () => loop.get(`sv:${field.name}`),
        write: (value) => this.svExtensions.set(element, loop, { [`sv:${field.name}`]: value }),
      }, this.catalog));
    return { id: 'sv-loop', label: this.translate('For each'), entries, shouldOpen: true };
  }
}

const LOOP_TYPE = 'bpmn:MultiInstanceLoopCharacteristics';

function fits(part, owner) {
  if (!isAny(owner, part.on)) return false;
  if (part.event !== 'message' || !is(owner, 'bpmn:Event')) return true;
  return owner.get('eventDefinitions').some((found) => found.$type === 'bpmn:MessageEventDefinition');
}
