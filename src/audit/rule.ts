import type { EarlierRender } from './earlier-render';
import type { Finding, Manifest, Severity } from './finding';
import type { ManifestIndex } from './index-of-manifests';

/** A rule has nothing to say about an object, and why. */
export class NotApplicable {
  constructor(public readonly why: string) {}
}

/** What a rule says about one object: what it found (nothing, when all is well), or why it does not apply. */
export type Verdict = readonly Finding[] | NotApplicable;

/**
 * What a rule needs to be judged: one document, the set of all documents, what we know about drivers or engines,
 * the author's stated intent, or an earlier version of the documents. Without one, a rule that needs it is not judged.
 */
export type Need = 'document' | 'set' | 'drivers' | 'engines' | 'intent' | 'versions';

/** What people are told about a rule. */
export interface RuleDescription {
  /** For ever: area and row of the checklist, `STO-003`. */
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** Rows of the checklist of stateful workloads that it judges. */
  readonly checklist: readonly number[];
  readonly severity: Severity;
  readonly why: string;
  readonly remedy: string;
  /** Why nobody can accept what it finds. Findings of other rules are risks that their owner may take. */
  readonly notAcknowledgeable?: string;
  readonly links: readonly string[];
}

/** A pure function from an object and the index to a verdict, with its description. */
export interface Rule extends RuleDescription {
  readonly needs: readonly Need[];
  /** Kinds it judges, as `StatefulSet.apps`. */
  readonly kinds: readonly string[];
  /** It is asked about objects of the earlier version that are gone, not about those that are there. */
  readonly judgesGone?: boolean;
  /** Ids of rules that can only warn of what this one sees: they are silent where it is judged. */
  readonly replaces?: readonly string[];
  /** @param earlier the earlier version, for rules that need one. */
  evaluate(object: Manifest, index: ManifestIndex, earlier?: EarlierRender): Verdict;
}
