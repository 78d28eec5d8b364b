import { fstatSync, readSync } from 'node:fs';
import type { Read } from './split';

/** What a file begins with when it is not UTF-8. kubectl reads these, too. */
const UTF16_MARKS = [
  { mark: Buffer.from([0xff, 0xfe]), encoding: 'utf-16le' },
  { mark: Buffer.from([0xfe, 0xff]), encoding: 'utf-16be' },
] as const;
const WAIT_FOR_INPUT = 10;

/** The bytes of an open file as UTF-8. */
export interface Input {
  readonly read: Read;
  /** Its bytes can be read again, at the same places. */
  readonly isRereadable: boolean;
}

/** @see https://github.com/kubernetes/cli-runtime/blob/v0.37.0/pkg/resource/visitor.go (FileVisitor: BOMOverride) */
export function openInput(descriptor: number): Input {
  const read: Read = (atMost) => readSome(descriptor, atMost);
  const [begin] = [readFully(read, 2)];
  const utf16 = UTF16_MARKS.find(({ mark }) => begin.equals(mark));
  if (utf16) return { read: decoding(read, utf16.encoding), isRereadable: false };
  return { read: after(begin, read), isRereadable: fstatSync(descriptor).isFile() };
}

function readSome(descriptor: number, atMost: number): Buffer {
  const block = Buffer.allocUnsafe(atMost);
  for (;;) {
    try {
      return block.subarray(0, readSync(descriptor, block, 0, atMost, null));
    } catch (error) {
      // a pipe whose writer is slower than we are: https://nodejs.org/api/fs.html and read(2), EAGAIN
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return block.subarray(0, 0);
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_FOR_INPUT);
    }
  }
}

function readFully(read: Read, count: number): Buffer {
  const parts: Buffer[] = [];
  for (let missing = count; missing > 0;) {
    const part = read(missing);
    if (part.length === 0) break;
    parts.push(part);
    missing -= part.length;
  }
  return Buffer.concat(parts);
}

function after(begin: Buffer, read: Read): Read {
  let isFirst = begin.length > 0;
  return (atMost) => {
    if (!isFirst) return read(atMost);
    isFirst = false;
    return begin;
  };
}

function decoding(read: Read, encoding: 'utf-16le' | 'utf-16be'): Read {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (atMost) => {
    for (;;) {
      const block = read(atMost);
      const text = decoder.decode(block, { stream: block.length > 0 });
      if (text !== '' || block.length === 0) return Buffer.from(text);
    }
  };
}
