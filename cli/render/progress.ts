import type { Progress } from '../operations/progress';

type Fields = { readonly [field: string]: unknown };

/** Progress for people: a line for each step, with the seconds since the start. */
export function terminalProgress(write: (text: string) => void, milliseconds: () => number): Progress {
  const started = milliseconds();
  const line = (mark: string) => (_step: string, message: string): void => {
    write(`${((milliseconds() - started) / 1000).toFixed(1).padStart(6)} s ${mark} ${message}\n`);
  };
  return { step: line('-'), warn: line('!') };
}

/** Progress for log collectors: a JSON object a line. */
export function structuredProgress(write: (text: string) => void, now: () => Date): Progress {
  const line = (level: string) => (step: string, message: string, fields: Fields = {}): void => {
    write(`${JSON.stringify({ time: now().toISOString(), level, step, message, ...fields })}\n`);
  };
  return { step: line('info'), warn: line('warning') };
}
