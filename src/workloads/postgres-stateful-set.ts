import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { DEFAULT_CPU, DEFAULT_MEMORY } from './container-resources';
import type { NetworkPeer } from './network-peer';
import type { PostgresCredentials } from './postgres-credentials';
import { postgresEnvironment, postgresLogins } from './postgres-logins';
import type { PostgresStatefulSetProps } from './postgres-props';
import { postgresServer, serverFaults } from './postgres-server';
import { POSTGRES_PROPS } from './postgres-shape';
import { ProductionStatefulSet } from './production-stateful-set';
import { setFaults, setName } from './stateful-set-checks';
import type { ProductionStatefulSetProps } from './stateful-set-props';
import type { DrillServer, IStatefulWorkload, SnapshotAccess, WorkloadVolume } from './stateful-workload';
import { checkProps } from '../core/shape';
import { NAME_LABEL, WORKLOAD_LABEL } from '../core/vocabulary';
import { postgresEngine, INIT_SCRIPTS_PATH } from '../facts/engines/postgres-engine';
import { FIRST_START_SCRIPT, firstStartScript } from '../facts/engines/postgres-first-start';
import type { PostgresSetting } from '../facts/engines/postgres-tuning';
import { envFromText } from '../kube/cdk8s-plus';
import type { EnvValue } from '../kube/cdk8s-plus';
import { configMap, service } from '../kube/core';
import type { IClaim } from '../storage/persistent-volume-claim';

const PORT = 5432;

/**
 * One PostgreSQL server on the official image, set up for production: checksums, scram passwords, settings made from its
 * memory, probes that leave a recovering server alone, a fast shutdown, a closed network and claims that are kept.
 *
 * Objects: those of `ProductionStatefulSet`, Service `<name>-rw` and ConfigMap `<name>-init`.
 */
export class PostgresStatefulSet extends Construct implements IStatefulWorkload {
  /** Name of the StatefulSet. */
  public readonly workloadName: string;
  /** Its namespace; undefined when the one who applies the YAML decides. */
  public readonly workloadNamespace?: string;
  /** Number of pods. */
  public readonly replicas: number;
  /** Labels that select its pods. */
  public readonly matchLabels: { [label: string]: string };
  /** Its volumes. */
  public readonly volumes: WorkloadVolume[];
  /** How a snapshot policy reaches the server: with a login that can make checkpoints and read no table. */
  public readonly snapshotAccess?: SnapshotAccess;
  /** How a restore drill starts this server from a copy of its volume. */
  public readonly drillServer?: DrillServer;
  /** Name of the application's database. */
  public readonly database: string;
  /** The server's settings, each with the reason for its value. */
  public readonly tuning: PostgresSetting[];
  /** The Service that reaches the server that takes writes. */
  public readonly rwService: ApiObject;
  /** The Service that gives each pod its DNS name. */
  public readonly headlessService: ApiObject;
  private readonly set: ProductionStatefulSet;
  private readonly credentials: PostgresCredentials;

  /** @throws all faults of names, sizes, settings, paths and replicas in one message. */
  public constructor(scope: Construct, id: string, props: PostgresStatefulSetProps) {
    super(scope, id);
    checkProps(this.node.path, POSTGRES_PROPS, props);
    const name = setName(this, props.metadata);
    const server = postgresServer(this, props);
    const metadata = { ...props.metadata, name };
    const init = `${name}-init`;
    const userScripts = props.initScriptsName ?? props.initScripts?.name;
    const logins = postgresLogins(props);

    this.credentials = props.credentials;
    this.database = props.database ?? 'app';
    this.tuning = [...server.settings];
    const set: ProductionStatefulSetProps = {
      ...props,
      metadata,
      engine: postgresEngine(server),
      volumes: [{ ...props, role: 'data', size: props.dataSize }],
      environment: postgresEnvironment(logins, this.database),
      configMaps: { [INIT_SCRIPTS_PATH]: [init, ...(userScripts ? [userScripts] : [])] },
    };
    const faults = setFaults(this, set, props.serviceName ?? `${name}-headless`);
    faults.add(...serverFaults(props));
    faults.throwIfAny();
    this.set = new ProductionStatefulSet(this, 'Resource', set);
    this.workloadName = this.set.workloadName;
    this.workloadNamespace = this.set.workloadNamespace;
    this.replicas = this.set.replicas;
    this.matchLabels = this.set.matchLabels;
    this.volumes = this.set.volumes;
    this.headlessService = this.set.headlessService;

    const { namespace, annotations } = metadata;
    const labels = { [NAME_LABEL]: 'postgres', [WORKLOAD_LABEL]: name, ...metadata.labels };
    const shared = { ...(namespace ? { namespace } : {}), labels, ...(annotations ? { annotations } : {}) };
    configMap(this, 'InitScripts', { ...shared, name: init }, { [FIRST_START_SCRIPT]: firstStartScript });
    this.rwService = service(this, 'ReadWrite', { ...shared, name: props.objectNames?.rwService ?? `${name}-rw` }, {
      selector: this.matchLabels, ports: [{ name: 'postgres', port: PORT }],
    });
    const { secretName, usernameKey, passwordKey } = logins.snapshot;
    this.drillServer = {
      image: server.imageReference,
      user: server.image.user,
      group: server.image.group,
      mountPath: server.layout.mountPath,
      dataDirectory: server.layout.pgData,
      settings: Object.fromEntries(server.settings.map(({ name: setting, value }) => [setting, value])),
      database: this.database,
      memory: props.resources?.memory ?? DEFAULT_MEMORY,
      cpu: props.resources?.cpu ?? DEFAULT_CPU,
    };
    this.snapshotAccess = { serviceName: this.rwService.name, port: PORT, database: 'postgres', secretName, usernameKey, passwordKey };
  }

  /**
   * Lets a peer connect to the server. Without this only the server's own pods may.
   *
   * Adds an ingress rule to the NetworkPolicy `<name>`.
   */
  public allowFrom(peer: NetworkPeer): void {
    this.set.allowFrom(peer);
  }

  /**
   * Variables with which every client library connects as the application: `PGHOST`, `PGPORT`, `PGDATABASE`, `PGUSER`,
   * `PGPASSWORD` and `PGSSLMODE`. Never the superuser.
   *
   * `PGSSLMODE` is `disable`, which is the truth: this server has no certificate, and a client that is told to prefer
   * encryption either fails or pretends. Give it to a container of cdk8s-plus as `envVariables`; `allowFrom` opens the way.
   *
   * @see https://www.postgresql.org/docs/17/libpq-envars.html
   */
  public connectionEnv(): { [name: string]: EnvValue } {
    const namespace = this.workloadNamespace ? `.${this.workloadNamespace}.svc` : '';
    return {
      PGHOST: envFromText(`${this.rwService.name}${namespace}`),
      PGPORT: envFromText(String(PORT)),
      PGDATABASE: envFromText(this.database),
      PGUSER: this.credentials.usernameValue,
      PGPASSWORD: this.credentials.passwordValue,
      PGSSLMODE: envFromText('disable'),
    };
  }

  /**
   * DNS name of one pod inside the cluster, without the cluster's domain.
   *
   * @param ordinal number of the pod, from 0.
   */
  public dnsName(ordinal: number): string {
    return this.set.dnsName(ordinal);
  }

  /**
   * Name of the claim that holds the data of a pod: `<claim template>-<name>-<ordinal>`.
   *
   * @param ordinal number of the pod, from 0.
   * @throws when the ordinal is no number of a pod.
   */
  public claimName(ordinal: number): string {
    return this.set.claimName(ordinal);
  }

  /**
   * Starts the server from a volume with data, restored or cloned or one that outlived another claim, for a set that does not
   * run yet. Major version, logins and passwords are those in the data: the first start makes none, and the Secrets must say
   * what they were when the copy was made.
   *
   * Puts the claim before the StatefulSet in the YAML, or the set would make an empty one in its place: where it lies in
   * another chart, that chart comes before this one, and the files are numbered. Gives it the labels that the set gives to
   * its claims, unless it is rendered elsewhere and named only. The set itself stays as it is.
   *
   * @throws when the set does not look for a claim of this name in its namespace, or when class, access mode or size
   * differ from those of the set: all faults in one message.
   */
  public startFrom(claim: IClaim): void {
    this.set.startFrom(claim);
  }
}
