import type { Streams } from '../commands/streams';

/** To the start of the line, and clear it: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Functions-using-CSI-_-ordered-by-the-final-character_s_ */
const CLEAR_LINE = '\r\u001b[K';

/** One line on a terminal that says what is being done, and is gone when it is done. */
export interface TransientProgress {
  show(step: string): void;
  /** Writes something that stays. */
  aside(text: string): void;
  clear(): void;
}

/** Progress where somebody watches standard error; elsewhere, nothing but what stays. */
export function transientProgress({ err, watched = false }: Streams): TransientProgress {
  let shown = '';
  const clear = () => {
    if (shown !== '') err(CLEAR_LINE);
    shown = '';
  };
  const show = (step: string) => {
    if (!watched) return;
    shown = `${step}...`;
    err(`${CLEAR_LINE}${shown}`);
  };
  return {
    show,
    clear,
    aside: (text) => {
      clear();
      err(text);
    },
  };
}
