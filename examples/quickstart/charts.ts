import { Chart, Size } from 'cdk8s';
import { Capability, Deployment, ImagePullPolicy, SeccompProfileType } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import {
  IStorageClass, NetworkPeer, PostgresCredentials, PostgresStatefulSet, PostgresVersion, ProductionStorageClass, SnapshotPolicy, VolumeBackend,
} from '../../src';

/** What a platform team applies: cluster-scoped, once for all tenants. */
export class Platform extends Chart {
  public readonly disk: IStorageClass;

  public constructor(scope: Construct, id: string, backend: VolumeBackend) {
    super(scope, id);
    this.disk = new ProductionStorageClass(this, 'disk', { metadata: { name: 'orders-disk' }, backend });
  }
}

/** What the team of the application applies, in its own namespace. */
export class Orders extends Chart {
  public constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id, { namespace: 'orders' });

    const db = new PostgresStatefulSet(this, 'db', {
      metadata: { name: 'orders-db' },
      version: PostgresVersion.V17,
      storageClass: platform.disk,
      dataSize: Size.gibibytes(20),
      credentials: PostgresCredentials.fromSecretName('orders-db'),
    });

    SnapshotPolicy.hourlyDailyWeekly(this, 'backup', { clusterScope: platform }).protect(db);

    const api = new Deployment(this, 'api', {
      metadata: { name: 'orders-api' },
      replicas: 1,
      securityContext: { user: 999, group: 999 },
      containers: [{
        name: 'api',
        image: 'postgres:17-trixie', // stands for your application: it writes an order every second
        imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
        command: ['sh', '-c', 'until psql -c "create table if not exists orders (at timestamptz)"; do sleep 2; done; '
          + 'while true; do psql -qc "insert into orders values (now())"; sleep 1; done'],
        envVariables: db.connectionEnv(),
        securityContext: {
          user: 999, group: 999, capabilities: { drop: [Capability.ALL] }, seccompProfile: { type: SeccompProfileType.RUNTIME_DEFAULT },
        },
      }],
    });
    db.allowFrom(NetworkPeer.fromWorkload(api));
  }
}
