// Pure: what a case looked like after its first n events. Back, forward and jump share this one path.

// events: [{diff: [{name, before, after}], active: [id], done: [id]}]; n counts events, 0 is before the first.
export function stateAt(events, n) {
  const last = events[n - 1];
  const values = {};
  for (const event of events.slice(0, n)) {
    for (const { name, after } of event.diff ?? []) {
      if (after === null || after === undefined) delete values[name];
      else values[name] = after;
    }
  }
  return { active: last?.active ?? [], done: last?.done ?? [], values, diff: last?.diff ?? [] };
}

// Every name of the data with its value before and after the n-th event, changed ones first.
export function beforeAfter(events, n) {
  const before = stateAt(events, n - 1).values;
  const { values: after, diff } = stateAt(events, n);
  const changed = new Set(diff.map(({ name }) => name));
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const rows = names.map((name) => ({ name, before: before[name], after: after[name], changed: changed.has(name) }));
  return rows.sort((a, b) => Number(b.changed) - Number(a.changed) || a.name.localeCompare(b.name));
}

export const clamp = (n, events) => Math.max(0, Math.min(events.length, Number(n) || 0));

export function shown(value, label = (name) => name) {
  if (value === null || value === undefined || value === '') return '—';
  if (value === true || value === false) return value ? '✓' : '✗';
  if (typeof value !== 'object') return String(value);
  if (!Array.isArray(value)) {
    return Object.entries(value).map(([name, each]) => `${label(name)}：${shown(each, label)}`).join('；');
  }
  const lines = value.map((each) => shown(each, label));
  const records = value.some((each) => each !== null && typeof each === 'object');
  return records ? lines.map((line, at) => `${at + 1}. ${line}`).join('\n') : lines.join('、') || '—';
}
