import { Cron } from 'cdk8s';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cronFaults, halfAnHourLater, spreadMinute, timeZoneFaults } from '../../src/core/cron';

describe('cronFaults', () => {
  test.each([
    '* * * * *', '0 0 1 1 0', '59 23 31 12 6', '*/5 * * * *', '0-30/10 * * * *', '5/15 * * * *', '0,30 8-18 * * mon-fri', '? ? ? ? ?', '7 3 * JAN Sun', '  7  3 * * *  ',
    Cron.everyMinute().expressionString, Cron.hourly().expressionString, Cron.annually().expressionString,
  ])('takes "%s"', (expression) => {
    expect(cronFaults('schedule', expression)).toEqual([]);
  });

  test.each(['', '@daily', '0 * * *', '0 0 * * * *', 'TZ=UTC 0 * * * *'])('refuses "%s", which has not five fields', (expression) => {
    expect(cronFaults('schedule', expression)).toEqual([{
      prop: 'schedule', problem: 'has not five fields', got: expression, remedy: 'use minute, hour, day, month and weekDay; the time zone is a prop of its own',
    }]);
  });

  test.each([
    ['60 * * * *', 'minute', '60', '0 to 59'],
    ['-1 * * * *', 'minute', '-1', '0 to 59'],
    ['*/0 * * * *', 'minute', '*/0', '0 to 59'],
    ['1/2/3 * * * *', 'minute', '1/2/3', '0 to 59'],
    ['0, * * * *', 'minute', '0,', '0 to 59'],
    ['* 24 * * *', 'hour', '24', '0 to 23'],
    ['* 18-8 * * *', 'hour', '18-8', '0 to 23'],
    ['* 1-2-3 * * *', 'hour', '1-2-3', '0 to 23'],
    ['* * 0 * *', 'day', '0', '1 to 31'],
    ['* * mon * *', 'day', 'mon', '1 to 31'],
    ['* * * 13 *', 'month', '13', '1 to 12'],
    ['* * * * 7', 'weekDay', '7', '0 to 6'],
    ['* * * * 1.5', 'weekDay', '1.5', '0 to 6'],
  ])('refuses "%s" and names the field', (expression, field, got, range) => {
    expect(cronFaults('schedule', expression)).toEqual([
      { prop: `schedule.${field}`, problem: 'is not a field of a schedule', got, remedy: `use ${range}, as 5, 1-5, */10 or 1,15` },
    ]);
  });

  test('says every field that is wrong', () => {
    expect(cronFaults('schedule', '60 24 0 13 7').map(({ prop }) => prop)).toEqual(['minute', 'hour', 'day', 'month', 'weekDay'].map((field) => `schedule.${field}`));
  });
});

describe('timeZoneFaults', () => {
  test.each([
    'Etc/UTC', 'UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Calcutta', 'America/Argentina/Ushuaia', 'America/Port-au-Prince', 'Africa/Dar_es_Salaam', 'Etc/GMT+5', 'EST5EDT',
  ])('takes %s', (timeZone) => {
    expect(timeZoneFaults('timeZone', timeZone)).toEqual([]);
  });

  test.each(['', 'Local', 'Europe/Berln', '+01:00', 'UTC+1', 'europe/berlin', 'EUROPE/BERLIN', 'Europe/berlin', 'asia/Kolkata', 'Asia/kolkata'])('refuses "%s"', (timeZone) => {
    expect(timeZoneFaults('timeZone', timeZone)).toEqual([{
      prop: 'timeZone', problem: 'is not the name of a time zone', got: timeZone, remedy: 'use a name of the IANA database, as "Etc/UTC" or "Europe/Berlin"',
    }]);
  });
});

describe('spreadMinute', () => {
  test('moves minute 0 to one that is always the same', () => {
    expect(spreadMinute('0 * * * *', 'orders/orders-db-snapshots')).toBe('43 * * * *');
    expect(spreadMinute('0 3 1 * *', 'orders/orders-db-snapshots')).toBe('43 3 1 * *');
  });

  test('goes by the key', () => {
    const minutes = Array.from({ length: 300 }, (_, at) => Number(spreadMinute('0 * * * *', `orders/policy-${at}`).split(' ')[0]));
    expect(Math.min(...minutes)).toBe(0);
    expect(Math.max(...minutes)).toBe(59);
    expect(new Set(minutes).size).toBeGreaterThan(50);
  });

  test.each(['7 * * * *', '*/5 * * * *', '0,30 * * * *', '0-5 * * * *', '05 * * * *', '* 0 * * *'])('leaves "%s", which was meant, alone', (expression) => {
    expect(spreadMinute(expression, 'orders/orders-db-snapshots')).toBe(expression);
  });
});

describe('halfAnHourLater', () => {
  test.each([
    ['7 * * * *', '37 * * * *'],
    ['45 * * * *', '15 * * * *'],
    ['7 3 * * *', '37 3 * * *'],
    ['45 3 * * 1-5', '15 4 * * 1-5'],
    ['30 0,6,12,18 * * *', '0 1,7,13,19 * * *'],
    // on the same day, or days of the month and of the week would not fit
    ['45 23 1 * *', '15 23 1 * *'],
    // of every hour, and of a range, the next are the same
    ['45 8-18 * * *', '15 8-18 * * *'],
    ['  45  3 * * *', '15 4 * * *'],
  ])('"%s" is followed by "%s"', (expression, later) => {
    expect(halfAnHourLater(expression, 'orders/db')).toBe(later);
  });

  test('follows what runs several times an hour once, at a minute of its key', () => {
    expect(halfAnHourLater('*/10 3 * * *', 'orders/db')).toBe(halfAnHourLater('*/10 3 * * *', 'orders/db'));
    fc.assert(fc.property(fc.string(), (key) => {
      expect(halfAnHourLater('*/10 3 * * *', key)).toMatch(/^[345]\d 3 \* \* \*$/);
    }));
  });

  test('what was a schedule still is one', () => {
    const upTo = (max: number) => fc.integer({ min: 0, max }).map(String);
    fc.assert(fc.property(fc.oneof(upTo(59), fc.constant('*/7')), fc.oneof(upTo(23), fc.constant('*')), (minute, hour) => {
      expect(cronFaults('schedule', halfAnHourLater(`${minute} ${hour} * * *`, 'key'))).toEqual([]);
    }));
  });
});
