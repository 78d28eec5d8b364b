/** Spans of local time that retention keeps one group of each. */
export const PERIODS = ['hourly', 'daily', 'weekly', 'monthly'] as const;
export type Period = typeof PERIODS[number];

const DAY = 86_400_000;

/** Tells in which hour, day, ISO week and month of a time zone an instant lies; equal text is the same span. */
export function bucketsIn(timeZone: string): (instant: Date) => { readonly [period in Period]: string } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone, calendar: 'iso8601', hourCycle: 'h23', timeZoneName: 'longOffset', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit',
  });
  return (instant) => {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const daily = `${part.year}-${part.month}-${part.day}`;
    return {
      // with its offset: the hour that the end of summer time repeats is two hours
      hourly: `${daily}T${part.hour} ${part.timeZoneName}`,
      daily,
      weekly: mondayOf(daily),
      monthly: `${part.year}-${part.month}`,
    };
  };
}

/** ISO weeks begin on Monday, and one that spans two years is one week. */
function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const sinceMonday = (date.getUTCDay() + 6) % 7;
  return new Date(date.getTime() - sinceMonday * DAY).toISOString().slice(0, 10);
}
