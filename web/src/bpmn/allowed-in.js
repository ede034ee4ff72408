// bpmn-js itself does not look at meta.allowedIn: without this a user task turned into a service task keeps its
// sv:recusal, sv:form ... in the XML.
import { isAny } from 'bpmn-js/lib/util/ModelUtil.js';

class AllowedIn {
  static $inject = ['eventBus'];

  constructor(eventBus) {
    eventBus.on('moddleCopy.canCopyProperty', ({ property, parent }) => {
      const allowed = property?.$type && property.$model?.getTypeDescriptor(property.$type)?.meta?.allowedIn;
      const owner = allowed && ownerOf(parent);
      if (owner && !isAny(owner, allowed)) return false;
    });
  }
}

function ownerOf(parent) {
  while (parent?.$type === 'bpmn:ExtensionElements' || parent?.$type?.startsWith('sv:')) parent = parent.$parent;
  return parent;
}

export default { __init__: ['svAllowedIn'], svAllowedIn: ['type', AllowedIn] };
