import type { Fault, Place } from './faults';
import { Faults } from './faults';

/**
 * What a value must be before anybody looks into it. The compiler says so to TypeScript alone: callers from other languages hand
 * over null, and whoever runs without a type check anything.
 */
export interface Shape {
  readonly check: (prop: string, value: unknown) => Fault[];
  /** How to come by such a value. */
  readonly remedy: string;
}

/** One that may be left out. */
export interface OptionalShape extends Shape {
  readonly optional: true;
}

/** A shape for each prop, which the compiler holds to the interface. */
export type Shapes<T> = { readonly [K in keyof Required<T>]: undefined extends T[K] ? OptionalShape : Shape & { readonly optional?: undefined } };

/** Throws when what was given has not its shape, naming all that has not. */
export function checkProps<T>(place: Place, shapes: Shapes<T>, props: T): void {
  const shape = structOf(shapes);
  // every construct asks, and nothing is wrong with most
  const found = props === undefined || props === null ? shapeFaults(shape, 'props', props) : shape.check('', props);
  if (found.length === 0) return;
  const faults = new Faults(place);
  faults.add(...found);
  faults.throwIfAny();
}

/** Made once for the props of a class. */
const STRUCTS = new WeakMap<object, Shape>();

function structOf<T>(shapes: Shapes<T>): Shape {
  const known = STRUCTS.get(shapes);
  if (known) return known;
  const made = struct(shapes);
  STRUCTS.set(shapes, made);
  return made;
}

/** Throws when a value has not its shape. */
export function checkValue(place: string, prop: string, shape: Shape, value: unknown): void {
  const faults = new Faults(place);
  faults.add(...shapeFaults(shape, prop, value));
  faults.throwIfAny();
}

/** What of a value has not its shape. What another language leaves out arrives as null. */
export function shapeFaults(shape: Shape & { readonly optional?: boolean }, prop: string, value: unknown): Fault[] {
  if (value === undefined || value === null) {
    if (!shape.optional) return [{ prop, problem: 'is missing', remedy: shape.remedy }];
    return value === null ? [{ prop, problem: 'is null', remedy: `leave it out, or ${shape.remedy}` }] : [];
  }
  if (isLazy(value)) return [{ prop, problem: 'is made later (Lazy), and everything here is checked now', remedy: shape.remedy }];
  return shape.check(prop, value);
}

/** Anything that an own test accepts. */
export function a(noun: string, remedy: string, accepts: (value: unknown) => boolean): Shape {
  return { remedy, check: (prop, value) => (accepts(value) ? [] : [{ prop, problem: `is no ${noun}`, got: shown(value), remedy }]) };
}

/** An object with these members, whichever copy of a package made it. */
export function having(noun: string, remedy: string, ...members: readonly string[]): Shape {
  return a(noun, remedy, (value) => isObject(value) && members.every((member) => (value as Members)[member] !== undefined));
}

/** An object whose members have shapes. */
export function struct<T>(shapes: Shapes<T>): Shape {
  const remedy = 'use an object of its options';
  const members = Object.entries<Shape & { readonly optional?: boolean }>(shapes).map(([member, shape]) => ({ member, shape }));
  return {
    remedy,
    check: (prop, value) => {
      if (!isObject(value) || Array.isArray(value)) return [{ prop: prop || 'props', problem: 'are no object', got: shown(value), remedy }];
      const found: Fault[] = [];
      for (const { member, shape } of members) {
        const given = (value as Members)[member];
        // most props are left out
        if (given !== undefined || !shape.optional) found.push(...shapeFaults(shape, prop ? `${prop}.${member}` : member, given));
      }
      return found;
    },
  };
}

export function listOf(item: Shape): Shape {
  const remedy = `use a list: ${item.remedy}`;
  return {
    remedy,
    check: (prop, value) => (Array.isArray(value)
      ? value.flatMap((each, index) => shapeFaults(item, `${prop}[${index}]`, each))
      : [{ prop, problem: 'is no list', got: shown(value), remedy }]),
  };
}

/** Values by keys of the user's. */
export function mapOf(item: Shape): Shape {
  const remedy = `use an object: ${item.remedy}`;
  return {
    remedy,
    check: (prop, value) => (isObject(value) && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, each]) => shapeFaults(item, `${prop}["${key}"]`, each))
      : [{ prop, problem: 'is no object', got: shown(value), remedy }]),
  };
}

export function oneOf(values: { readonly [member: string]: string }): Shape {
  const all: readonly unknown[] = Object.values(values);
  return a('value that is known', `use ${all.join(', ')}`, (value) => all.includes(value));
}

export function optional(shape: Shape): OptionalShape {
  return { ...shape, optional: true };
}

/** Any text: what it may say is judged where it is known. */
export const TEXT = a('text', 'use a string', (value) => typeof value === 'string');
/** Text that says something. */
export const WORDS: Shape = {
  remedy: TEXT.remedy,
  check: (prop, value) => (typeof value === 'string' && value.trim() === '' ? [{ prop, problem: 'is empty', got: value, remedy: 'say something' }] : TEXT.check(prop, value)),
};
export const NUMBER = a('number', 'use a number', (value) => typeof value === 'number');
export const SWITCH = a('boolean', 'use true or false', (value) => typeof value === 'boolean');
export const SIZE = having('Size', 'use a Size such as Size.gibibytes(20)', 'asString', 'toGibibytes');
export const DURATION = having('Duration', 'use a Duration such as Duration.minutes(5)', 'toMilliseconds');
export const TEXTS = mapOf(TEXT);
/** What the metadata of an object is read for; the rest is passed on. */
export const METADATA: Shape = struct<MetadataMembers>({
  name: optional(TEXT), namespace: optional(TEXT), labels: optional(TEXTS), annotations: optional(TEXTS),
});

interface MetadataMembers {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
}

interface Members {
  readonly [member: string]: unknown;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A value of cdk8s that is resolved at synth. https://github.com/cdk8s-team/cdk8s-core/blob/2.x/src/lazy.ts */
function isLazy(value: unknown): boolean {
  return isObject(value) && value.constructor?.name === 'Lazy';
}

/** A value in a message: what it is, where its text would say nothing. */
function shown(value: unknown): unknown {
  if (typeof value === 'function') return 'a function';
  if (!isObject(value)) return value;
  if (Array.isArray(value)) return 'a list';
  const name = value.constructor?.name ?? 'Object';
  return name === 'Object' ? 'an object' : name;
}
