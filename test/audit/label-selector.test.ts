import { describe, expect, test } from 'vitest';
import { requiredPair, selects } from '../../src/audit/label-selector';
import { SelectorIndex } from '../../src/audit/selector-index';

const LABELS = { app: 'db', tier: 'data' };

describe('selects', () => {
  test.each([
    [undefined, false],
    [{}, true],
    [{ matchLabels: { app: 'db' } }, true],
    [{ matchLabels: { app: 'db', tier: 'web' } }, false],
    [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['db', 'web'] }] }, true],
    [{ matchExpressions: [{ key: 'role', operator: 'In', values: ['db'] }] }, false],
    [null, false],
    [{ matchExpressions: [{ key: 'app', operator: 'Near', values: ['db'] }] }, false],
    [{ matchExpressions: [{ key: 'role', operator: 'NotIn', values: ['db'] }] }, true],
    [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['db'] }] }, false],
    [{ matchExpressions: [{ key: 'role', operator: 'NotIn', values: ['db'] }] }, true],
    [{ matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, true],
    [{ matchExpressions: [{ key: 'role', operator: 'Exists' }] }, false],
    [{ matchExpressions: [{ key: 'role', operator: 'DoesNotExist' }] }, true],
    [{ matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, false],
    [{ matchExpressions: [{ key: 'app', operator: 'Unheard' }] }, false],
    [{ matchLabels: { app: 'db' }, matchExpressions: [{ key: 'tier', operator: 'In', values: ['web'] }] }, false],
  ])('%j: %s', (selector, expected) => {
    expect(selects(selector, LABELS)).toBe(expected);
  });
});

test('requiredPair is one of matchLabels, if any', () => {
  expect(requiredPair({ matchLabels: { app: 'db' } })).toBe('app=db');
  expect(requiredPair({ matchExpressions: [{ key: 'app', operator: 'Exists' }] })).toBeUndefined();
});

describe('SelectorIndex', () => {
  const index = new SelectorIndex<string, string>();
  index.addSelecting('orders', { matchLabels: { app: 'db' } }, 'by label');
  index.addSelecting('orders', { matchExpressions: [{ key: 'app', operator: 'Exists' }] }, 'by expression');
  index.addSelecting('orders', { matchLabels: { app: 'web' } }, 'other label');
  index.addSelecting('other', { matchLabels: { app: 'db' } }, 'other namespace');
  index.addLabelled('orders', LABELS, 'db');
  index.addLabelled('other', LABELS, 'db of another namespace');

  test('finds the selectors of labels', () => {
    expect(index.selectorsOf('orders', LABELS).sort()).toEqual(['by expression', 'by label']);
  });

  test('finds what a selector selects, with or without a pair', () => {
    expect(index.selected('orders', { matchLabels: { tier: 'data' } })).toEqual(['db']);
    expect(index.selected('orders', {})).toEqual(['db']);
    expect(index.selected('orders', { matchLabels: { tier: 'web' } })).toEqual([]);
  });
});
