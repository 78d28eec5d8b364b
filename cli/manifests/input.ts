import { fstatSync, readSync } from 'node:fs';
import type { Read } from './split';

/** What a file begins with when it is not UTF-8. kubectl reads these, too. */
const UTF16_MARKS = [
  { mark: Buffer.from([0xff, 0xfe]), encoding: 'utf-16le' },
  { mark: Buffer.from([0xfe, 0xff]), encoding: 'utf-16be' },
] as const;
const UTF16_MARK_LENGTH = 2;
const WAIT_FOR_INPUT = 10;
const BLOCK = 64 * 1024;

/** The bytes of an open file as UTF-8. */
export interface Input {
  readonly read: Read;
  /** Its bytes can be read again, at the same places. */
  readonly isRereadable: boolean;
}

/** @see https://github.com/kubernetes/cli-runtime/blob/v0.37.0/pkg/resource/visitor.go (FileVisitor: BOMOverride) */
export function openInput(descriptor: number): Input {
  const read: Read = (target) => readSome(descriptor, target);
  const begin = Buffer.alloc(UTF16_MARK_LENGTH);
  const count = readFully(read, begin);
  const utf16 = UTF16_MARKS.find(({ mark }) => begin.equals(mark));
  if (utf16) return { read: decoding(read, utf16.encoding), isRereadable: false };
  return { read: after(begin.subarray(0, count), read), isRereadable: fstatSync(descriptor).isFile() };
}

function readSome(descriptor: number, target: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, target, 0, target.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // the end of a pipe, on Windows
      if (code === 'EOF') return 0;
      // a pipe whose writer is slower than we are: https://man7.org/linux/man-pages/man2/read.2.html
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_FOR_INPUT);
    }
  }
}

function readFully(read: Read, target: Buffer): number {
  let filled = 0;
  while (filled < target.length) {
    const count = read(target.subarray(filled));
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

/** What was read already, then the rest. */
function after(begin: Buffer, read: Read): Read {
  let left = begin;
  return (target) => {
    if (left.length === 0) return read(target);
    const count = left.copy(target);
    left = left.subarray(count);
    return count;
  };
}

function decoding(read: Read, encoding: 'utf-16le' | 'utf-16be'): Read {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const block = Buffer.alloc(BLOCK);
  let left: Buffer = Buffer.alloc(0);
  let isAtEnd = false;
  return (target) => {
    while (left.length === 0 && !isAtEnd) {
      const count = read(block);
      isAtEnd = count === 0;
      left = Buffer.from(decoder.decode(block.subarray(0, count), { stream: !isAtEnd }));
    }
    const count = left.copy(target);
    left = left.subarray(count);
    return count;
  };
}
