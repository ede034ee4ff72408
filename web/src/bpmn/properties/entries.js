// One row of the panel. No JSX: an entry component calls the widget as a plain function, so its hooks are this row's.
import {
  CheckboxEntry, NumberFieldEntry, SelectEntry, TextAreaEntry, TextFieldEntry,
  isCheckboxEntryEdited, isNumberFieldEntryEdited, isSelectEntryEdited, isTextAreaEntryEdited, isTextFieldEntryEdited,
} from '@bpmn-io/properties-panel';
import { useService } from 'bpmn-js-properties-panel';

const EXPRESSION = '='; // choosing this in an open list turns the row into an expression

const WIDGETS = {
  text: [TextFieldEntry, isTextFieldEntryEdited],
  elements: [TextFieldEntry, isTextFieldEntryEdited],
  area: [TextAreaEntry, isTextAreaEntryEdited],
  feel: [TextAreaEntry, isTextAreaEntryEdited],
  number: [NumberFieldEntry, isNumberFieldEntryEdited],
  flag: [CheckboxEntry, isCheckboxEntryEdited],
  choice: [SelectEntry, isSelectEntryEdited],
  pick: [SelectEntry, isSelectEntryEdited],
};
const HINTS = { feel: 'FEEL expression', elements: 'Element ids separated by spaces' };

// `slot` is {read(), write(value)}; `catalog` the server's lists of roles, forms, limits ...
export function entry(id, element, field, slot, catalog) {
  const widget = widgetOf(field, slot.read());
  const [Widget, isEdited] = WIDGETS[widget];
  function Row({ element: current, id: rowId }) {
    const translate = useService('translate');
    const debounce = useService('debounceInput');
    const hint = field.hint ?? HINTS[widget];
    return Widget({
      element: current,
      id: rowId,
      debounce,
      translate,
      label: translate(field.label),
      description: hint && translate(hint),
      getValue: () => shown(slot.read(), field),
      setValue: (value) => slot.write(stored(value, field)),
      getOptions: () => options(field, slot.read(), catalog, translate),
      monospace: widget === 'feel',
      autoResize: true,
      rows: 1,
      min: field.widget === 'number' ? 1 : undefined,
    });
  }
  return { id: `${id}-${widget}`, element, component: Row, isEdited };
}

const widgetOf = (field, value) => (field.open && String(value ?? '').startsWith(EXPRESSION) ? 'feel' : field.widget);

function shown(value, field) {
  if (field.widget === 'flag') return field.inverted ? value === false : value === true;
  return value === undefined ? '' : field.number ? String(value) : value;
}

function stored(value, field) {
  if (field.widget === 'flag') return value ? !field.inverted : undefined;
  if (value === '' || value === undefined) return undefined;
  return field.number ? Number(value) : value;
}

function options(field, value, catalog, translate) {
  const known =
    field.widget === 'pick'
      ? (catalog[field.from] ?? []).map((item) => ({ value: item.id ?? item.key, label: named(item) }))
      : field.options.map((option) => ({ value: option, label: translate((field.prefix ?? '') + option) }));
  const list = [{ value: '', label: translate('<none>') }, ...known];
  if (value !== undefined && value !== '' && !known.some((option) => option.value === String(value)))
    list.push({ value: String(value), label: String(value) });
  if (field.open) list.push({ value: EXPRESSION, label: translate('Expression …') });
  return list;
}

const named = (item) => `${item.name}(${item.id ?? item.key})`;
