import type { EngineFacts } from '../../src/facts/engines/engine-facts';

const CITE = 'cite the upstream file or page';

/** Every question that a file of engine facts answers, by the path of the answer, and what to do when it is missing. */
const QUESTIONS: { readonly [path: string]: string } = {
  'id': 'give the engine its short name',
  'title': 'name the engine for people',
  'source': 'name the upstream repository, commit and version',
  'images.0': 'name the repository of its images',
  'ports.0': 'name the port that clients connect to',
  'serverPrograms.names.0': 'name the programs that start the server',
  'serverPrograms.source': CITE,
  'terminationGracePeriodSeconds.default': 'say how long a clean stop is given',
  'terminationGracePeriodSeconds.minimum': 'say below which time a clean stop is at risk',
  'terminationGracePeriodSeconds.why': 'say what it does while it stops',
  'terminationGracePeriodSeconds.source': CITE,
  'replication.plainImage': 'say what several pods of the plain image are to each other',
  'replication.signs': 'list what shows that somebody replicates; none is []',
  'replication.why': 'say why several pods are what they are to each other',
  'replication.source': CITE,
  'networkFileSystem.allowed': 'say whether its data may lie on a network file system',
  'networkFileSystem.why': 'say why its data may or may not lie on a network file system',
  'networkFileSystem.source': CITE,
  'data': 'say whether its data is the only copy',
};

/** Questions about every entry of a list. */
const OF_EACH: { readonly [list: string]: { readonly [path: string]: string } } = {
  images: {
    repository: 'name the last parts of the repository', uid: 'say which user owns the data', gid: 'say which group owns the data', dataPath: 'say where the image keeps its data', source: CITE,
  },
  ports: { name: 'name the port', port: 'say its number', source: CITE },
};

export const ALL_QUESTIONS = Object.keys(QUESTIONS);

/** `engine postgres: data is missing: say whether ...`, for each question that has no answer. */
export function unanswered(engine: EngineFacts): string[] {
  const ask = (prefix: string, answers: unknown, questions: { readonly [path: string]: string }) => Object.entries(questions)
    .filter(([path]) => isMissing(answerAt(answers, path)))
    .map(([path, remedy]) => `engine ${engine.id}: ${prefix}${path} is missing: ${remedy}`);
  const lists = Object.entries(OF_EACH).flatMap(([list, questions]) =>
    (engine as unknown as { readonly [list: string]: readonly unknown[] })[list].flatMap((entry, at) => ask(`${list}[${at}].`, entry, questions)));
  return [...ask('', engine, QUESTIONS), ...lists];
}

function answerAt(answers: unknown, path: string): unknown {
  return path.split('.').reduce<any>((inner, key) => inner?.[key], answers);
}

function isMissing(answer: unknown): boolean {
  return answer === undefined || answer === '';
}
