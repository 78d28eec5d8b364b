import type { AbsentClass, PlannedClass } from './catalog-plan';
import { classFacts } from './class-facts';
import { CLASS_FACTS } from '../../core/vocabulary';
import type { ClassFact } from '../../core/vocabulary';
import { caveatsOf } from '../../facts/platforms/offering-facts';

const TITLES: { readonly [fact in ClassFact]: string } = {
  'backend': 'Backend',
  'access-modes': 'Access modes',
  'zones': 'Nodes and zones',
  'performance': 'Performance',
  'encryption': 'Encryption',
  'backup': 'Copies',
  'reclaim': 'When the claim is deleted',
  'expansion': 'Growth',
  'cost': 'What is paid for',
  'allowed-namespaces': 'Namespaces',
  'owner': 'Owner',
  'recovery-runbook': 'Recovery runbook',
};

/** A class with the name that it got. */
export interface NamedClass {
  readonly name: string;
  readonly isDefault: boolean;
  readonly planned: PlannedClass;
}

/** The page of a catalogue for those who choose a class. */
export function catalogPage(platform: string, classes: readonly NamedClass[], absent: readonly AbsentClass[]): string {
  const fallback = classes.find(({ isDefault }) => isDefault);
  return `${[
    `# Storage classes: ${platform}`,
    'Choose by what it would mean to lose the data.',
    table(['Class', 'For'], classes.map(({ name, planned }) => [`[\`${name}\`](#${name})`, planned.entry.use])),
    fallback ? `Claims that name no class get \`${fallback.name}\`.` : 'Claims name their class: none of these is the default.',
    ...classes.map(section),
    ...absent.length > 0 ? ['## Not offered here', absent.map(absentLine).join('\n')] : [],
  ].join('\n\n')}\n`;
}

function absentLine({ entry, why, instead }: AbsentClass): string {
  return [`- \`${entry.catalogClass}\`: ${prose(why)}.`, ...instead === undefined ? [] : [`Instead: ${prose(instead)}.`]].join(' ');
}

function section({ name, planned }: NamedClass): string {
  const facts = classFacts(planned);
  const caveats = caveatsOf(planned.described, planned.backend);
  return [
    `## ${name}`,
    `For ${planned.entry.use}.`,
    table(['What', 'Answer'], CLASS_FACTS.map((fact) => [TITLES[fact], prose(facts[fact])])),
    ...caveats.length > 0 ? [`Know before:\n\n${caveats.map(({ text }) => `- ${prose(text)}`).join('\n')}`] : [],
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Text as it is, whatever it holds that Markdown or a table would read. */
function prose(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(/[\\|<*_`[\]]/g, (character) => (character === '<' ? '&lt;' : `\\${character}`));
}
