import type { RuleDescription } from '../../src/audit/rule';

const PAGE = 'https://github.com/cdk8s-stateful/cdk8s-stateful/blob/main/docs/reference/rules.md';

/** Where a rule is explained. */
export function ruleLink({ id, slug }: Pick<RuleDescription, 'id' | 'slug'>): string {
  return `${PAGE}#${id.toLowerCase()}-${slug}`;
}
