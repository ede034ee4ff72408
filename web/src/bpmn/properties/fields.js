// What the panel shows: every sv:* element of our namespace, where it stands, its attributes and how each is edited.
// Pure data. Widgets: text, feel (expression), area, number, flag, choice (fixed values), pick (from the catalogue).

const HUMAN = ['bpmn:UserTask', 'bpmn:ManualTask'];
const WORKPLACE = ['bpmn:Lane', ...HUMAN];
const THROWERS = ['bpmn:IntermediateThrowEvent', 'bpmn:EndEvent', 'bpmn:SendTask'];
const ACTORS = ['bpmn:ServiceTask', 'bpmn:SendTask'];

const field = (name, label, widget = 'text', more = {}) => ({ name, label, widget, ...more });
const scope = field('scope', 'Scope', 'choice', { options: ['own', 'target', 'parent', 'province'], open: true });
const role = field('role', 'Role', 'pick', { from: 'roles', open: true });
const assignment = [field('variable', 'Variable'), field('value', 'Value', 'feel')];

// Single elements: their attributes are rows of one group. `present`: one without attributes, there or not.
export const SINGLE = [
  { type: 'sv:Procedure', label: 'Procedure', on: ['bpmn:Process'], open: true, fields: [
    field('code', 'Catalogue code'),
    field('secrecy', 'Secrecy level', 'choice', { options: ['0', '1', '2', '3'], number: true }),
    field('title', 'Case title', 'feel'),
    field('series', 'Number series'),
    field('startBy', 'Who may start', 'text', { hint: 'Role ids separated by spaces; * means everybody' }) ] },
  { type: 'sv:Assignee', label: 'Named performers', on: WORKPLACE, fields: [
    field('users', 'Users', 'feel', { hint: 'Gives a user id or a list of user ids' }),
    field('circle', 'Circle of knowledge') ] },
  { type: 'sv:Form', label: 'Form', on: [...HUMAN, 'bpmn:CatchEvent', 'bpmn:ReceiveTask'], open: true, fields: [
    field('key', 'Form', 'pick', { from: 'forms' }) ] },
  { type: 'sv:Limit', label: 'Time limit', on: ['bpmn:Activity', 'bpmn:IntermediateCatchEvent'], open: true, fields: [
    field('ref', 'Limit', 'pick', { from: 'limits' }),
    field('start', 'Counted from', 'feel', { hint: 'Empty: from the moment the task opens' }),
    field('until', 'Or due on', 'feel', { hint: 'A day set in place of the counted one; null: the limit counts' }) ] },
  { type: 'sv:Outcome', label: 'Outcome', on: HUMAN, fields: [field('field', 'Form field of the decision')] },
  { type: 'sv:Nominate', label: 'Nomination', on: HUMAN, fields: [
    field('variable', 'Variable'), role, scope, field('minimum', 'At least (persons)', 'number'),
    field('rule', 'Rule'), field('notPerformersOf', 'Not the performers of', 'elements'),
    field('persons', 'Not these persons', 'feel') ] },
  { type: 'sv:Recusal', label: 'Recusal', on: HUMAN, fields: [
    field('field', 'Form field of the declaration'), field('ground', 'Form field of the ground'),
    field('variable', 'Variable of the group') ] },
  { type: 'sv:Priority', label: 'Priority', on: HUMAN, fields: [field('value', 'Priority', 'feel')] },
  { type: 'sv:Note', label: 'Guidance', on: ['bpmn:FlowNode'], fields: [field('text', 'Guidance for the performer', 'area')] },
  { type: 'sv:Decision', label: 'Decision', on: ['bpmn:BusinessRuleTask'], open: true, fields: [
    field('ref', 'Decision table', 'pick', { from: 'decisions' }), field('result', 'Result variable') ] },
  { type: 'sv:Result', label: 'Result', on: ['bpmn:ScriptTask'], open: true, fields: [field('variable', 'Result variable')] },
  { type: 'sv:Action', label: 'Action', on: ACTORS, open: true, fields: [
    field('type', 'Action type', 'choice', {
      options: ['letter', 'sign', 'register', 'search', 'start', 'notify', 'status'], prefix: 'action ' }),
    field('ref', 'Reference', 'pick', { from: 'letters', open: true }), field('result', 'Result variable') ] },
  { type: 'sv:Correlation', label: 'Correlation', on: ['bpmn:Event', 'bpmn:SendTask', 'bpmn:ReceiveTask'], event: 'message',
    fields: [field('key', 'Correlation key', 'feel')] },
  { type: 'sv:Schedule', label: 'Cases it starts', on: ['bpmn:StartEvent'], fields: [
    field('units', 'In these units', 'feel', { hint: 'Gives unit codes; empty: the province' }),
    field('each', 'One case per item', 'feel', { hint: 'Gives a list; entries of an item are variables of its case' }) ] },
  { type: 'sv:Choice', label: 'Choice of activities', on: ['bpmn:AdHocSubProcess'], fields: [
    field('begin', 'Begins by itself', 'elements') ] },
  { type: 'sv:Personal', label: 'In person only', on: HUMAN, present: 'Nobody acts in place of the performer', fields: [] },
  { type: 'sv:Send', label: 'Receiver', on: THROWERS, event: 'message', fields: [
    field('toUnit', 'Receiving unit', 'feel'),
    field('to', 'Taken by', 'text', { hint: 'Who takes it where no procedure here does' }) ] },
];

// Elements that may stand several times: each is an item of a list.
export const MANY = [
  { type: 'sv:Exception', label: 'Exceptional paths', on: ['bpmn:Process'], title: 'kind', prefix: 'path ', fields: [
    field('kind', 'Kind', 'choice', {
      options: ['withdraw', 'suspend', 'extend', 'swap', 'takeover', 'terminate', 'leak', 'add'], prefix: 'path ' }),
    field('by', 'Who may ask', 'text', { hint: 'starter, handler, participant, or role@scope' }),
    field('approve', 'Who approves', 'text', { hint: 'role@scope; empty: no approval' }),
    field('until', 'Until this step has completed', 'elements'),
    field('task', 'Only for the step', 'elements'),
    field('stops', 'Clock keeps running', 'flag', { inverted: true }),
    field('max', 'Extension at most', 'feel'), field('latest', 'Extension not beyond', 'feel') ] },
  { type: 'sv:Candidate', label: 'Responsible roles', on: WORKPLACE, title: 'role', catalog: 'roles', fields: [
    role, scope, field('of', 'Department served', 'text', { hint: 'Literal, or FEEL starting with =' }),
    field('circle', 'Circle of knowledge') ] },
  { type: 'sv:Exclude', label: 'Separation of duty', on: HUMAN, title: 'rule', fields: [
    field('rule', 'Rule'), field('performersOf', 'Not the performers of', 'elements'),
    field('persons', 'Not these persons', 'feel') ] },
  { type: 'sv:Sender', label: 'Officers who may send it', on: ['bpmn:CatchEvent', 'bpmn:ReceiveTask'], event: 'message',
    title: 'role', catalog: 'roles', fields: [
      role, scope, field('of', 'Department served', 'text', { hint: 'Literal, or FEEL starting with =' }),
      field('users', 'Users', 'feel', { hint: 'Gives a user id or a list of user ids' }) ] },
  { type: 'sv:Gate', label: 'Gates', on: ['bpmn:Task', 'bpmn:CallActivity'], title: 'rule', fields: [
    field('assert', 'Must be true to complete', 'feel'), field('rule', 'Rule'),
    field('zh', 'Told when closed (Chinese)'), field('en', 'Told when closed (English)') ] },
  { type: 'sv:Set', label: 'Set variables on completion', on: ['bpmn:FlowNode'], title: 'variable', fields: assignment },
  { type: 'sv:Input', label: 'Inputs of the called procedure', on: ['bpmn:CallActivity'], title: 'variable', fields: assignment },
  { type: 'sv:Output', label: 'Outputs of the called procedure', on: ['bpmn:CallActivity'], title: 'variable', fields: assignment },
  { type: 'sv:Param', label: 'Action parameters', on: ACTORS, inside: 'sv:Action', title: 'name', fields: [
    field('name', 'Name'), field('value', 'Value', 'text', { hint: 'Literal, or FEEL starting with =' }) ] },
  { type: 'sv:Param', label: 'Message payload', on: THROWERS, event: 'message', title: 'name', fields: [
    field('name', 'Name'), field('value', 'Value', 'text', { hint: 'Literal, or FEEL starting with =' }) ] },
];

// Attributes sv:collection, sv:item, sv:output of a multi-instance marker.
export const LOOP = [
  field('collection', 'For each of', 'feel'), field('item', 'Item variable'), field('output', 'Collect results in') ];
