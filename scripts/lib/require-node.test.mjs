import { expect, it } from 'vitest';
import { isSupportedNode } from './require-node.mjs';

it.each([
  ['18.20.8', false],
  ['20.10.0', false],
  ['20.11.0', true],
  ['20.9.9', false],
  ['21.0.0', true],
  ['22.1.0', true],
])('Node %s: %s', (version, supported) => {
  expect(isSupportedNode(version)).toBe(supported);
});
