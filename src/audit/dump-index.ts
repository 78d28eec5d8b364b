import type { Manifest } from './finding';
import { at, isObject, listAt, stringAt, stringsAt } from './json';
import type { JsonObject } from './json';
import { CRON_JOB, SERVICE, kindOf, namespaceOf } from './manifests';
import { SelectorIndex, addTo } from './selector-index';
import type { Workload } from './workload';
import { ENGINES } from '../facts/engines/index';

/** A CronJob that has a database write its content out. */
export interface Dump {
  readonly object: Manifest;
  /** The program that does it: `pg_dump`. */
  readonly program: string;
  /** Why it copies nothing for now. */
  readonly idle?: string;
}

/** What is known of the dumps of a database. */
export interface Dumps {
  /** Those that connect to a Service of it. */
  readonly ofIt: readonly Dump[];
  /** Those of its namespace whose server cannot be seen. */
  readonly ofSomething: readonly Dump[];
}

const PROGRAMS = new Map(ENGINES.flatMap(({ id, dumpPrograms }) => (dumpPrograms?.names ?? []).map((name) => [name, id] as const)));
/** Variables that name a server: `PGHOST`, `DATABASE_URL`. */
const SERVER_VARIABLE = /HOST|SERVER|ADDR|URL|URI|DSN/i;
/** Options that name a server, and the server in a URL. */
const SERVER_IN_COMMAND = /(?:(?:^|\s)(?:-h\s*|--host[=\s]\s*)["']?|@)([\w.-]+)/g;

/** CronJobs that dump databases, by the Services that they connect to. */
export class DumpIndex {
  private readonly byServer = new Map<string, Dump[]>();
  private readonly serverless = new Map<string, Dump[]>();
  private readonly services = new SelectorIndex<string, never>();

  public file(object: Manifest, workload: Workload | undefined): void {
    if (kindOf(object) === SERVICE) this.fileService(object);
    if (!workload || workload.kind !== CRON_JOB) return;
    const idle = at(object, 'spec', 'suspend') === true ? 'it is suspended' : undefined;
    for (const { container } of workload.containers()) {
      const command = ['command', 'args'].flatMap((field) => listAt(container, field)).map(String).join(' ');
      const program = command.split(/[^\w-]+/).find((word) => PROGRAMS.has(word));
      if (program === undefined) continue;
      this.fileDump(workload.namespace, { object, program, idle }, serversOf(container, command));
    }
  }

  public of({ namespace, labels, database }: Workload): Dumps {
    const isOfEngine = ({ program }: Dump): boolean => PROGRAMS.get(program) === database?.engine.id;
    const servers = this.services.selectorsOf(namespace, labels);
    return {
      ofIt: servers.flatMap((service) => this.byServer.get(`${namespace}/${service}`) ?? []).filter(isOfEngine),
      ofSomething: (this.serverless.get(namespace) ?? []).filter(isOfEngine),
    };
  }

  private fileService(service: Manifest): void {
    const selector = stringsAt(service, 'spec', 'selector');
    if (Object.keys(selector).length > 0) this.services.addSelecting(namespaceOf(service), { matchLabels: selector }, service.metadata.name ?? '');
  }

  // https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/: a Service, one of a namespace, a pod of a Service
  private fileDump(namespace: string, dump: Dump, servers: readonly string[]): void {
    if (servers.length === 0) addTo(this.serverless, namespace, dump);
    const keys = servers.flatMap((server) => {
      const [first, second = namespace, third = namespace] = server.split('.');
      return [`${second}/${first}`, `${third}/${second}`];
    });
    for (const key of new Set(keys)) addTo(this.byServer, key, dump);
  }
}

/** The servers that a container names, as far as they stand in the manifest. */
function serversOf(container: JsonObject, command: string): string[] {
  const told = listAt(container, 'env').filter(isObject).filter((entry) => SERVER_VARIABLE.test(stringAt(entry, 'name') ?? ''))
    .flatMap((entry) => (stringAt(entry, 'value') ?? '').split('@').slice(-1)).map((value) => /^[\w.-]*/.exec(value)![0]);
  return [...told, ...[...command.matchAll(SERVER_IN_COMMAND)].map(([, server]) => server)].filter((server) => server !== '');
}
