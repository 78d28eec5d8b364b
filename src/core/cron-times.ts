import { CRON_FIELDS } from './cron';
import type { CronField } from './cron';
import { wallClockIn } from './wall-clock';
import type { WallClock } from './wall-clock';

const MINUTE = 60_000;
const MINUTES_OF_DAY = 1440;
const DAY = MINUTES_OF_DAY * MINUTE;
/** Kubernetes looks no further ahead. https://github.com/robfig/cron/blob/v3.0.1/spec.go */
const HORIZON = 5 * 366 * DAY;
/** Twelve years with three leap days: whatever comes again comes twice. */
const [FIRST_DAY, LAST_DAY] = [Date.UTC(2024, 0, 1), Date.UTC(2036, 0, 1)];

type Day = Pick<WallClock, 'month' | 'day' | 'weekDay'>;

interface CronTimes {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  isOn(day: Day): boolean;
}

/**
 * When a schedule is due next, as Kubernetes counts: a time that the clocks skip is not made up for, one that they show twice is
 * due twice. Undefined when that is not within five years.
 *
 * @param expression one of which `cronFaults` has nothing to say.
 * @see https://github.com/robfig/cron/blob/v3.0.1/spec.go
 */
export function nextRun(expression: string, timeZone: string, after: Date): Date | undefined {
  const { minutes, hours, isOn } = timesOf(expression);
  const wallClock = wallClockIn(timeZone);
  let at = (Math.floor(after.getTime() / MINUTE) + 1) * MINUTE;
  for (const end = at + HORIZON; at < end;) {
    const wall = wallClock(new Date(at));
    if (!isOn(wall)) at += MINUTE * toLateEvening(wall);
    else if (!hours.has(wall.hour)) at += MINUTE * (60 - wall.minute);
    else if (!minutes.has(wall.minute)) at += MINUTE;
    else return new Date(at);
  }
  return undefined;
}

/** Minutes until 22:00, and from then on until the next hour: clocks that are set forward on the way skip no hour of the next day. */
function toLateEvening({ hour, minute }: WallClock): number {
  return hour < 22 ? (22 - hour) * 60 - minute : 60 - minute;
}

/**
 * The longest time between two runs of a schedule, where no clock is set back or forward; infinite when it is never due.
 *
 * @param expression one of which `cronFaults` has nothing to say.
 */
export function longestGapSeconds(expression: string): number {
  const { minutes, hours, isOn } = timesOf(expression);
  const ofDay = [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute)).sort((a, b) => a - b);
  const days = daysThat(isOn);
  const overnight = longestStep(days) * MINUTES_OF_DAY - (ofDay[ofDay.length - 1] - ofDay[0]);
  return Math.max(overnight, ofDay.length > 1 ? longestStep(ofDay) : 0) * 60;
}

function daysThat(isOn: CronTimes['isOn']): number[] {
  const days: number[] = [];
  for (let at = FIRST_DAY; at < LAST_DAY; at += DAY) {
    const date = new Date(at);
    if (isOn({ month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekDay: date.getUTCDay() })) days.push(at / DAY);
  }
  return days;
}

function longestStep(ascending: readonly number[]): number {
  if (ascending.length < 2) return Infinity;
  return ascending.slice(1).reduce((longest, each, at) => Math.max(longest, each - ascending[at]), 0);
}

function timesOf(expression: string): CronTimes {
  const [minutes, hours, days, months, weekDays] = expression.trim().split(/\s+/).map((text, at) => valuesOf(text, CRON_FIELDS[at]));
  // where both are restricted, one of them is enough
  const either = !days.any && !weekDays.any;
  return {
    minutes: minutes.values,
    hours: hours.values,
    isOn: ({ month, day, weekDay }) => {
      if (!months.values.has(month)) return false;
      const [isDay, isWeekDay] = [days.values.has(day), weekDays.values.has(weekDay)];
      return either ? isDay || isWeekDay : isDay && isWeekDay;
    },
  };
}

interface FieldValues {
  readonly values: ReadonlySet<number>;
  /** It says that any will do, with a star or a question mark; one with steps does not. */
  readonly any: boolean;
}

function valuesOf(text: string, field: CronField): FieldValues {
  const parts = text.split(',').map((part) => part.split('/'));
  return {
    values: new Set(parts.flatMap(([range, step]) => rangeOf(range, step, field))),
    any: parts.some(([range, step = '1']) => isStar(range) && step === '1'),
  };
}

function rangeOf(range: string, step: string | undefined, { min, max, words = [] }: CronField): number[] {
  const numberOf = (end: string): number => (words.includes(end.toLowerCase()) ? words.indexOf(end.toLowerCase()) + min : Number(end));
  const [from, to] = isStar(range) ? [min, max] : range.split('-').map(numberOf);
  // of a number with a step, all that follow are meant
  const last = to ?? (step === undefined ? from : max);
  return Array.from({ length: Math.floor((last - from) / Number(step ?? 1)) + 1 }, (_, at) => from + at * Number(step ?? 1));
}

function isStar(range: string): boolean {
  return range === '*' || range === '?';
}
