import { parseEvents } from 'js-yaml';

/** Levels of lists and mappings in each other. The deepest that clusters store are schemas in CustomResourceDefinitions. */
export const MAX_DEPTH = 500;

export type Events = ReturnType<typeof parseEvents>;

/** The text as a sequence of what begins and ends where. */
export function eventsOf(text: string): Events {
  return parseEvents(text, { maxDepth: MAX_DEPTH });
}
