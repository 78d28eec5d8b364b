import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Stats } from 'node:fs';

/** Where a document can be had again, byte by byte. */
export interface Source {
  readonly file: string;
  /** Undefined when they are no longer there. */
  bytes(start: number, end: number): Buffer | undefined;
}

const WINDOW = 256 * 1024;

/** A file on disk: read again for the few documents of which somebody asks where something lies. */
export class FileSource implements Source {
  private readonly stats: Stats;
  private window: Buffer = Buffer.alloc(0);
  private windowStart = 0;

  /** @param descriptor of the open file, to know it again. */
  constructor(public readonly file: string, descriptor: number) {
    this.stats = fstatSync(descriptor);
  }

  public bytes(start: number, end: number): Buffer | undefined {
    const isInWindow = start >= this.windowStart && end <= this.windowStart + this.window.length;
    if (!isInWindow && !this.readWindow(start, end)) return undefined;
    return this.window.subarray(start - this.windowStart, end - this.windowStart);
  }

  private readWindow(start: number, end: number): boolean {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(this.file, 'r');
      if (!this.isSame(fstatSync(descriptor))) return false;
      const block = Buffer.allocUnsafe(Math.max(WINDOW, end - start));
      this.window = block.subarray(0, readSync(descriptor, block, 0, block.length, start));
      this.windowStart = start;
      return this.window.length >= end - start;
    } catch {
      // gone, or no longer ours to read: the same as changed
      return false;
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  private isSame({ dev, ino, size, mtimeMs }: Stats): boolean {
    return dev === this.stats.dev && ino === this.stats.ino && size === this.stats.size && mtimeMs === this.stats.mtimeMs;
  }
}

/** A document of what can be read but once, as standard input: its bytes stay in memory. */
export function keptSource(file: string, keptFrom: number, bytesOfDocument: Buffer): Source {
  const kept = Buffer.from(bytesOfDocument);
  return { file, bytes: (start, end) => kept.subarray(start - keptFrom, end - keptFrom) };
}
