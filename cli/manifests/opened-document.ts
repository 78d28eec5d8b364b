import { BlockLines } from './block-lines';
import { eventsOf } from './events';
import { Positions } from './positions';
import type { Range } from './positions';
import type { JsonPath } from '../../src/audit/finding';

/** A document that somebody asks where something lies in. What is worked out for one question serves the next. */
export class OpenedDocument {
  private readonly lines: BlockLines | undefined;
  private positions: Positions | undefined;
  private lineStarts: number[] | undefined;

  /** @param text of a document that was read without a fault. */
  constructor(public readonly text: string) {
    this.lines = BlockLines.of(text);
  }

  public locate(path: JsonPath): Range {
    return this.lines?.locate(path) ?? this.parsed().locate(path);
  }

  /** On which line a character is, counted from 0. */
  public lineOf(position: number): number {
    this.lineStarts ??= startsOfLines(this.text);
    let [line, end] = [0, this.lineStarts.length];
    while (end - line > 1) {
      const middle = Math.floor((line + end) / 2);
      if (this.lineStarts[middle] <= position) line = middle;
      else end = middle;
    }
    return line;
  }

  private parsed(): Positions {
    this.positions ??= new Positions(this.text, eventsOf(this.text));
    return this.positions;
  }
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}
