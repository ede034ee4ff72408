import assert from 'node:assert/strict';
import test from 'node:test';
import { beforeAfter, clamp, shown, stateAt } from './core.js';

const events = [
  { diff: [{ name: 'a', before: null, after: 1 }], active: ['E01'], done: [] },
  { diff: [{ name: 'a', before: 1, after: 2 }, { name: 'b', before: null, after: 'x' }], active: ['E02'], done: ['E01'] },
  { diff: [{ name: 'b', before: 'x', after: null }], active: [], done: ['E01', 'E02'] },
];

test('before the first event nothing has happened', () => {
  assert.deepEqual(stateAt(events, 0), { active: [], done: [], values: {}, diff: [] });
});

test('the picture depends on n alone', () => {
  const forward = [0, 1, 2, 3].map((n) => stateAt(events, n));
  const backward = [3, 2, 1, 0].map((n) => stateAt(events, n)).reverse();
  assert.deepEqual(forward, backward);
  assert.deepEqual(forward[2].values, { a: 2, b: 'x' });
  assert.deepEqual(forward[3].values, { a: 2 });
});

test('changed names come first, with both values', () => {
  assert.deepEqual(beforeAfter(events, 3), [
    { name: 'b', before: 'x', after: undefined, changed: true },
    { name: 'a', before: 2, after: 2, changed: false },
  ]);
});

test('a step outside the story is pulled inside', () => {
  assert.deepEqual([-1, 'x', 99].map((n) => clamp(n, events)), [0, 0, 3]);
});

test('values are shown as text', () => {
  const told = [null, '', 0, [1, 2], [], true].map((value) => shown(value));
  assert.deepEqual(told, ['—', '—', '0', '1、2', '—', '✓']);
  const label = (name) => ({ member: '成员' })[name] ?? name;
  assert.equal(shown([{ member: '纪澄', x: 1 }, { member: null }], label), '1. 成员：纪澄；x：1\n2. 成员：—');
});
