import { expect, test } from 'vitest';
import { namesOf, othersThan } from '../../src/audit/others';

const ALL = Array.from({ length: 20 }, (_, number) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: String(number) } }));

test.each([[0, '1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 9 more'], [19, '0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 9 more']])('the others of 20 than number %i are ten, and a number', (number, expected) => {
  expect(namesOf(othersThan(ALL[number], ALL), ALL.length - 1)).toBe(expected);
});

test('of three all are named', () => {
  expect(namesOf(othersThan(ALL[1], ALL.slice(0, 3)), 2)).toBe('0, 2');
});
