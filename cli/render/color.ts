import { styleText } from 'node:util';

/** What is said in colour. */
export type Style = 'error' | 'warning' | 'info' | 'place' | 'faint';

export type Paint = (style: Style, text: string) => string;

const FORMATS = { error: ['bold', 'red'], warning: ['yellow'], info: ['cyan'], place: ['bold'], faint: ['dim'] } as const satisfies { [style in Style]: readonly string[] };

/** Colours, or leaves a text as it is. */
export function painter(color: boolean): Paint {
  return (style, text) => (color ? styleText([...FORMATS[style]], text, { validateStream: false }) : text);
}

/**
 * Is output to be coloured? On a terminal, unless `NO_COLOR` says no; anywhere, if `FORCE_COLOR` says so; it wins, as in Node.js.
 *
 * @see https://no-color.org
 * @see https://nodejs.org/api/tty.html#writestreamgetcolordepthenv
 */
export function wantsColor(env: { readonly [name: string]: string | undefined }, isTerminal: boolean): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: terminal } = env;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return isTerminal && !no && terminal !== 'dumb';
}
