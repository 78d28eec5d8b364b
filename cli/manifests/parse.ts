import { EVENT_ID, YAMLException, constructFromEvents } from 'js-yaml';
import { faultOfSharing } from './aliases';
import { MAX_DEPTH, eventsOf } from './events';
import type { Events } from './events';
import { asValue, kubernetesSchema } from './kubernetes-schema';
import { plainDocument } from './plain-document';

/** Why a text cannot be read, and at which of its characters. */
export interface Fault {
  readonly reason: string;
  readonly position: number;
}

/** What a text holds: a value, unless there is only a fault. A fault beside a value is about what comes after it. */
export interface Parsed {
  readonly value?: unknown;
  readonly fault?: Fault;
}

/** Reads a text that has one document. */
export function parseDocument(text: string): Parsed {
  try {
    const events = eventsOf(text);
    const plain = plainDocument(text, events);
    if (plain) return plain;
    const [document, ...more] = constructFromEvents(events, { source: text, schema: kubernetesSchema(text), json: true });
    const sharing = events.some(({ type }) => type === EVENT_ID.ALIAS) ? faultOfSharing(document) : undefined;
    if (sharing !== undefined) return { fault: { reason: sharing, position: startOf(events, 0) } };
    const value = asValue(document);
    if (more.every((other) => other === null)) return { value };
    const reason = 'Kubernetes reads nothing between the end of a document and the next line that begins with ---; add that line';
    return { value, fault: { reason, position: startOf(events, 1) } };
  } catch (error) {
    return { fault: ofTemplate(text, faultOf(error)) };
  }
}

/** An action of a template: https://pkg.go.dev/text/template#hdr-Actions */
const ACTION = '{{';
/** What stands before an action where YAML has a value or a line of its own. Longer than that are no keys. */
const BEFORE_ACTION = /^[ -]*(?:[\w."'/-]+:[ ]+)?$/;
const LONGEST_BEFORE = 200;

/** A chart's template is the usual text that is no YAML. Some of its faults have no place: the first action is one. */
function ofTemplate(text: string, fault: Fault): Fault {
  for (let action = text.indexOf(ACTION); action >= 0; action = text.indexOf(ACTION, action + ACTION.length)) {
    const before = text.slice(Math.max(0, action - LONGEST_BEFORE), action);
    if (!BEFORE_ACTION.test(before.slice(before.lastIndexOf('\n') + 1))) continue;
    return { reason: `${fault.reason}; if ${ACTION} is of a template, audit what is rendered from it`, position: fault.position || action };
  }
  return fault;
}

function faultOf(error: unknown): Fault {
  if (error instanceof YAMLException) {
    const position = error.mark?.position ?? 0;
    return { reason: error.reason.includes('maxDepth') ? TOO_DEEP : error.reason, position };
  }
  if (error instanceof RangeError) return { reason: TOO_DEEP, position: 0 };
  throw error;
}

const TOO_DEEP = `lists and mappings lie in each other more than ${MAX_DEPTH} deep; no object of Kubernetes needs that, write it flatter`;

/** Where the content of a document begins. */
function startOf(events: Events, document: number): number {
  let number = -1;
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) number += 1;
    else if (number === document && 'start' in event) return event.start;
    else if (number === document && 'valueStart' in event) return Math.max(0, event.valueStart);
  }
  return 0;
}
