import { listOf, NUMBER, optional, SWITCH, TEXTS, WORDS } from '../../core/shape';

/** Options of factories by their types. Which values they may have, the facts of the driver say. */
export const SAID = optional(WORDS);
export const COUNT = optional(NUMBER);
export const FLAG = optional(SWITCH);
export const LIST = optional(listOf(WORDS));
export const PAIRS = optional(TEXTS);
