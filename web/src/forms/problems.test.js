import assert from 'node:assert/strict';
import test from 'node:test';
import { place } from './problems.js';

const text = ({ zh }) => zh;
const instances = [
  { id: 'Field_1', valuePath: ['clue_no'], indexes: {} },
  { id: 'Field_2', valuePath: ['subjects', 0, 'name'], indexes: { list: 0 } },
  { id: 'Field_2', valuePath: ['subjects', 1, 'name'], indexes: { list: 1 } },
];

test('a problem of a plain field', () => {
  const { errors, homeless } = place([{ path: 'clue_no', zh: '必填' }], instances, text);
  assert.deepEqual(errors, { Field_1: ['必填'] });
  assert.deepEqual(homeless, []);
});

test('a problem in a row of a table', () => {
  const { errors } = place([{ path: 'subjects/1/name', zh: '必填' }], instances, text);
  assert.deepEqual(errors, { Field_2: { 1: ['必填'] } });
});

test('a problem of a field that is not shown is kept', () => {
  const problem = { path: 'hidden', zh: '不允许' };
  assert.deepEqual(place([problem], instances, text).homeless, [problem]);
});
