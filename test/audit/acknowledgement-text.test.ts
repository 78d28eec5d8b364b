import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAcknowledgement, writeAcknowledgement } from '../../src/audit/acknowledgement-text';

describe('an acknowledgement is read', () => {
  test.each([
    ['copied by the array', { reason: 'copied by the array' }],
    ['copied by the array; expires=2027-01-31', { reason: 'copied by the array', expires: '2027-01-31' }],
    ['copied; owner=team-x ;expires = 2027-01-31', { reason: 'copied', owner: 'team-x', expires: '2027-01-31' }],
    ['copied; owner=Ada Lovelace', { reason: 'copied', owner: 'Ada Lovelace' }],
    ['first this; then that', { reason: 'first this; then that' }],
    ['set x=1; then wait; owner=a', { reason: 'set x=1; then wait', owner: 'a' }],
    ['expires=2027-01-31', { reason: 'expires=2027-01-31' }],
    ['', { reason: '' }],
  ])('%j', (text, expected) => {
    expect(readAcknowledgement(text)).toEqual(expected);
  });
});

describe('what is meant as an option and is none is a problem', () => {
  test.each([
    ['copied; until=2027-01-31', '"until=2027-01-31" is none of expires=, owner='],
    ['copied; expires 2027-01-31', '"expires 2027-01-31" is none of expires=, owner='],
    ['copied; until next spring', '"until next spring" is none of expires=, owner='],
    ['copied; expires=2027-02-30', 'expires "2027-02-30" is no date as 2027-01-31'],
    ['copied; expires=31.1.2027', 'expires "31.1.2027" is no date as 2027-01-31'],
    ['copied; expires=', 'expires is empty'],
    ['copied; owner=a; owner=b', 'owner is there twice'],
    ['copied; Owner=a', '"Owner=a" is none of expires=, owner='],
    ['copied; ticket=7; expires=soon', '"ticket=7" is none of expires=, owner=, expires "soon" is no date as 2027-01-31'],
  ])('%j', (text, problem) => {
    expect(readAcknowledgement(text)).toMatchObject({ reason: 'copied', problem });
  });
});

test('what is written is read back', () => {
  const word = fc.stringMatching(/^[a-z][a-z =]{0,10}[a-z]$/);
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  fc.assert(fc.property(word, fc.option(day, { nil: undefined }), fc.option(word, { nil: undefined }), (reason, expires, owner) => {
    const acknowledgement = { reason, ...expires === undefined ? {} : { expires }, ...owner === undefined ? {} : { owner } };
    expect(readAcknowledgement(writeAcknowledgement(acknowledgement))).toEqual(acknowledgement);
  }));
});
