import { DATA_INTENT_ANNOTATION, DOMAIN, INTENT_ANNOTATION } from '../../../core/vocabulary';
import type { ClassFact } from '../../../core/vocabulary';
import { stringsAt } from '../../json';
import { STORAGE_CLASS, describe } from '../../manifests';
import type { Rule } from '../../rule';

const OWNER: ClassFact = 'owner';
const RUNBOOK: ClassFact = 'recovery-runbook';
const TENANTS: ClassFact = 'allowed-namespaces';

/** What a class should say, and the annotations that say it. */
const ANSWERS: readonly { readonly question: string; readonly keys: readonly string[] }[] = [
  { question: 'who owns it', keys: [`${DOMAIN}/${OWNER}`] },
  { question: 'what to do when a volume is lost', keys: [`${DOMAIN}/${RUNBOOK}`] },
  // the classes of a catalogue are for all data of those who may use them
  { question: 'what data it is for', keys: [DATA_INTENT_ANNOTATION, INTENT_ANNOTATION, `${DOMAIN}/${TENANTS}`] },
];

export const classOwner: Rule = {
  id: 'OPS-060',
  slug: 'class-owner',
  title: 'A class says whose it is, what it is for and what to do',
  checklist: [40],
  severity: 'info',
  why: 'A class outlives the people who made it and cannot be changed. On the day when a volume is lost, somebody needs to know whom to call and which page to follow, and before that day, '
    + 'what data the class was meant for.',
  remedy: `Annotate it with \`${ANSWERS.map(({ keys: [key] }) => key).join('`, `')}\`; the classes of a \`StorageCatalog\` have them all.`,
  links: ['https://kubernetes.io/docs/concepts/storage/storage-classes/', 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/'],
  needs: ['document', 'intent'],
  kinds: [STORAGE_CLASS],
  evaluate(object) {
    const annotations = stringsAt(object, 'metadata', 'annotations');
    const open = ANSWERS.filter(({ keys }) => !keys.some((key) => annotations[key]?.trim()));
    if (open.length === 0) return [];
    return [{
      message: `${describe(object)} does not say ${open.map(({ question }) => question).join(', ')}`,
      remedy: `annotate it with ${open.map(({ keys: [key] }) => key).join(', ')}`,
      path: ['metadata', ...Object.keys(annotations).length > 0 ? ['annotations'] : []],
    }];
  },
};
