import type { RuleDescription } from './rule';

/** Shortest reason that can say something. */
export const MIN_REASON_LENGTH = 10;

const LINKS = ['https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/'];

/** What can be wrong with an acknowledgement. These cannot be acknowledged themselves. */
export const ACKNOWLEDGEMENT_RULES = {
  reason: {
    id: 'ACK-001',
    slug: 'acknowledgement-with-reason',
    title: 'An acknowledgement says why',
    checklist: [],
    severity: 'warning',
    why: 'An accepted risk that nobody can explain a year later is a risk that nobody has accepted. Until there is a reason, the finding stands.',
    remedy: `Write why the finding does not matter here, in at least ${MIN_REASON_LENGTH} characters.`,
    links: LINKS,
  },
  unused: {
    id: 'ACK-002',
    slug: 'acknowledgement-in-use',
    title: 'An acknowledgement covers a finding',
    checklist: [],
    severity: 'warning',
    why: 'An acknowledgement that covers nothing will hide the next finding of that rule, which nobody has looked at.',
    remedy: 'Remove the acknowledgement.',
    links: LINKS,
  },
  unknown: {
    id: 'ACK-003',
    slug: 'acknowledgement-of-a-rule',
    title: 'An acknowledgement names a rule',
    checklist: [],
    severity: 'warning',
    why: 'A misspelt rule id acknowledges nothing.',
    remedy: 'Name a rule by its id, as STO-003.',
    links: LINKS,
  },
  expired: {
    id: 'ACK-004',
    slug: 'acknowledgement-in-time',
    title: 'An acknowledgement has not expired',
    checklist: [],
    severity: 'warning',
    why: 'Whoever set the date meant to look again by then. From the day after it on, the finding stands.',
    remedy: 'Mend what the rule found, or look again and set a later date.',
    links: LINKS,
  },
  malformed: {
    id: 'ACK-005',
    slug: 'acknowledgement-in-form',
    title: 'An acknowledgement can be read',
    checklist: [],
    severity: 'warning',
    why: 'A date or an owner that is misspelt would be taken for a part of the reason, and the risk accepted for ever. Until it can be read, the finding stands.',
    remedy: 'Write the reason, then what is wanted of `; expires=YYYY-MM-DD` and `; owner=NAME`.',
    links: LINKS,
  },
  refused: {
    id: 'ACK-006',
    slug: 'acknowledgement-of-a-risk',
    title: 'What is acknowledged is a risk',
    checklist: [],
    severity: 'warning',
    why: 'Some rules find what no reason makes work: an object that every API server refuses, or an input that contradicts itself. There is no risk to accept, so the finding stands.',
    remedy: 'Remove the acknowledgement and mend what the rule found.',
    links: LINKS,
  },
} as const satisfies { readonly [problem: string]: RuleDescription };

export function isReason(text: string): boolean {
  // what nobody sees says nothing: https://www.unicode.org/reports/tr44/#General_Category_Values (Cf)
  return text.replace(/\p{Cf}/gu, '').trim().length >= MIN_REASON_LENGTH;
}
