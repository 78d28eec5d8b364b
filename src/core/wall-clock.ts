/** What a clock on the wall of a time zone shows. */
export interface WallClock {
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekDay: number;
  readonly hour: number;
  readonly minute: number;
}

/** Reads the clock of a time zone, by its IANA name. Throws a RangeError for one that is not known. */
export function wallClockIn(timeZone: string): (instant: Date) => WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone, calendar: 'iso8601', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
  });
  return (instant) => {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const weekDay = new Date(Date.UTC(part.year, part.month - 1, part.day)).getUTCDay();
    return { month: part.month, day: part.day, weekDay, hour: part.hour, minute: part.minute };
  };
}
