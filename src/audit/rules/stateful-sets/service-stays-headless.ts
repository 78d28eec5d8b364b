import { at } from '../../json';
import { SERVICE, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

const PATH = ['spec', 'clusterIP'] as const;
const HEADLESS = 'None';

export const serviceStaysHeadless: Rule = {
  id: 'STS-047',
  slug: 'service-stays-headless',
  title: 'A Service stays headless, or stays what it is',
  checklist: [],
  severity: 'error',
  why: 'The address of a Service is set once. The API server refuses to make one headless, or to give a headless one an address. '
    + 'A manifest that only leaves `clusterIP: None` out is worse: it is accepted, and the Service stays headless, so cluster and manifest disagree until somebody makes it anew.',
  remedy: 'Add a Service of another name. The `serviceName` of a StatefulSet is immutable, too, and names of its pods hang on it: keep that Service as it is.',
  links: ['https://kubernetes.io/docs/concepts/services-networking/service/#headless-services'],
  needs: ['versions'],
  kinds: [SERVICE],
  evaluate(object, _, earlier) {
    const before = earlier?.versionOf(object);
    if (!before) return new NotApplicable('it is new');
    // who becomes or was an alias has no address to keep
    if ([before, object].some((each) => at(each, 'spec', 'type') === 'ExternalName')) return new NotApplicable('it is an ExternalName');
    const [was, now] = [at(before, ...PATH), at(object, ...PATH)];
    if (was === now || (was !== HEADLESS && now !== HEADLESS)) return [];
    const isIgnored = now === undefined || now === '';
    const change = now === HEADLESS ? 'becomes headless, which the API server refuses' : 'is no longer headless, which the API server refuses';
    return [{
      message: `${describe(object)} ${isIgnored ? 'leaves out clusterIP: None, which the API server ignores: it stays headless' : change}`,
      remedy: 'add a Service of another name, and leave this one as it is',
      path: PATH,
      before,
    }];
  },
};
