// Fits the house's schema to form-js: marks signatures and money, and takes form-js's own submit button away.
import { say } from '../lib/words.js';

export function prepare(schema, words = say) {
  return { ...schema, components: (schema.components ?? []).filter(isNotSubmit).map((part) => refine(part, words)) };
}

const isNotSubmit = ({ type }) => type !== 'button';

function refine(part, words) {
  const kind = part.properties?.type;
  const inner = part.components ? { components: part.components.map((child) => refine(child, words)) } : {};
  if (kind === 'sign') return { ...part, ...inner, description: part.description ?? words('请输入本人姓名作为签名') };
  if (kind === 'money') return { ...part, ...inner, appearance: { suffixAdorner: words('元'), ...part.appearance } };
  return { ...part, ...inner };
}
