import { Yaml } from 'cdk8s';

/** Writes all the time: pgbench for the load, and a row with the time of its commit twenty times a second. */
export const WRITER = Yaml.stringify({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'client', labels: { app: 'client' } },
  spec: {
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 1,
    securityContext: { runAsNonRoot: true, runAsUser: 999, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [{
      name: 'client',
      image: 'postgres:17-trixie',
      imagePullPolicy: 'IfNotPresent',
      command: ['bash', '-c', 'pgbench --quiet --initialize --scale=5 && psql -qc "create table ticks (at timestamptz primary key)" && '
        + '{ pgbench --client=2 --time=1200 & while sleep 0.05; do echo "insert into ticks values (clock_timestamp());"; done | psql -q; }'],
      env: [
        { name: 'PGHOST', value: 'db-rw' },
        { name: 'PGDATABASE', value: 'app' },
        { name: 'PGUSER', valueFrom: { secretKeyRef: { name: 'db', key: 'username' } } },
        { name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
      ],
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    }],
  },
});
