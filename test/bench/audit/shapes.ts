/** What the manifests of one database are rendered from. */
export interface Database {
  readonly namespace: string;
  readonly name: string;
  readonly chart: string;
  readonly image: string;
  readonly checksum: string;
  readonly gibibytes: number;
}

/** The objects of one database as `helm template` prints them, one document each, eleven kinds and shapes. */
export function manifestsOf(database: Database): string[] {
  return SHAPES.map((shape) => shape(database, `---\n# Source: platform/templates/${database.name}.yaml\n`));
}

type Shape = (database: Database, top: string) => string;

function metadata({ namespace, name, chart }: Database, object = name): string {
  return `metadata:
  name: ${object}
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/instance: ${name}
    app.kubernetes.io/managed-by: Helm
    helm.sh/chart: "${chart}"
`;
}

const statefulSet: Shape = (database, top) => `${top}apiVersion: apps/v1
kind: StatefulSet
${metadata(database)}  annotations:
    checksum/config: "${database.checksum}"
spec:
  serviceName: ${database.name}-headless
  replicas: 1
  podManagementPolicy: OrderedReady
  updateStrategy:
    type: RollingUpdate
  persistentVolumeClaimRetentionPolicy: { whenDeleted: Retain, whenScaled: Retain }
  selector:
    matchLabels:
      app.kubernetes.io/name: ${database.name}
      app.kubernetes.io/instance: ${database.name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${database.name}
        app.kubernetes.io/instance: ${database.name}
    spec:
      serviceAccountName: ${database.name}
      terminationGracePeriodSeconds: 120
      securityContext:
        fsGroup: 999
        runAsUser: 999
        runAsNonRoot: true
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 100
              podAffinityTerm:
                topologyKey: kubernetes.io/hostname
                labelSelector:
                  matchLabels:
                    app.kubernetes.io/name: ${database.name}
      containers:
        - name: postgres
          image: "${database.image}"
          imagePullPolicy: IfNotPresent
          args: ["-c", "max_connections=200", "-c", "shared_buffers=1GB"]
          env:
            - name: PGDATA
              value: /var/lib/postgresql/data/pgdata
            - name: POSTGRES_PASSWORD
              valueFrom:
                secretKeyRef:
                  name: ${database.name}-auth
                  key: password
          ports:
            - name: postgres
              containerPort: 5432
              protocol: TCP
          resources:
            requests: { cpu: 500m, memory: 2Gi }
            limits: { cpu: "2", memory: 4Gi }
          readinessProbe:
            exec:
              command:
                - /bin/sh
                - -c
                - exec pg_isready -U "postgres" -d "dbname=postgres" -h 127.0.0.1 -p 5432
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 6
          livenessProbe:
            exec:
              command: ["/bin/sh", "-c", "exec pg_isready -U postgres"]
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 6
          startupProbe:
            exec:
              command: ["/bin/sh", "-c", "exec pg_isready -U postgres"]
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 360
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
            - name: config
              mountPath: /etc/postgresql/postgresql.conf
              subPath: postgresql.conf
      volumes:
        - name: config
          configMap:
            name: ${database.name}-config
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: ["ReadWriteOnce"]
        storageClassName: ${STORAGE_CLASS}
        resources:
          requests:
            storage: ${database.gibibytes}Gi
`;

const headlessService: Shape = (database, top) => `${top}apiVersion: v1
kind: Service
${metadata(database, `${database.name}-headless`)}spec:
  type: ClusterIP
  clusterIP: None
  publishNotReadyAddresses: true
  ports:
    - name: tcp-postgres
      port: 5432
      targetPort: postgres
  selector:
    app.kubernetes.io/name: ${database.name}
    app.kubernetes.io/instance: ${database.name}
`;

const service: Shape = (database, top) => `${top}apiVersion: v1
kind: Service
${metadata(database)}spec:
  type: ClusterIP
  ports:
    - name: tcp-postgres
      port: 5432
      targetPort: postgres
  selector:
    app.kubernetes.io/name: ${database.name}
`;

const disruptionBudget: Shape = (database, top) => `${top}apiVersion: policy/v1
kind: PodDisruptionBudget
${metadata(database)}spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: ${database.name}
`;

const configMap: Shape = (database, top) => `${top}apiVersion: v1
kind: ConfigMap
${metadata(database, `${database.name}-config`)}data:
  postgresql.conf: |
    # managed by platform
    listen_addresses = '*'
    max_connections = 200
    shared_buffers = 1GB
    wal_level = replica
    max_wal_size = 4GB
    archive_mode = on
    archive_command = 'test ! -f /archive/%f && cp %p /archive/%f'
    log_line_prefix = '%m [%p] %q%u@%d '
  pg_hba.conf: |
    local all all trust
    host all all 10.0.0.0/8 scram-sha-256
`;

const archiveClaim: Shape = (database, top) => `${top}apiVersion: v1
kind: PersistentVolumeClaim
${metadata(database, `${database.name}-archive`)}spec:
  accessModes:
    - ReadWriteOnce
  storageClassName: ${STORAGE_CLASS}
  resources:
    requests:
      storage: 100Gi
`;

const serviceAccount: Shape = (database, top) => `${top}apiVersion: v1
kind: ServiceAccount
${metadata(database)}automountServiceAccountToken: false
`;

const secret: Shape = (database, top) => `${top}apiVersion: v1
kind: Secret
${metadata(database, `${database.name}-auth`)}type: Opaque
data:
  password: "bm90LWEtcGFzc3dvcmQtYnV0LWFzLWxvbmc="
`;

const networkPolicy: Shape = (database, top) => `${top}apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
${metadata(database)}spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: ${database.name}
  policyTypes: [Ingress]
  ingress:
    - from:
        - podSelector:
            matchLabels:
              ${database.name}-client: "true"
      ports:
        - port: 5432
`;

const snapshotSchedule: Shape = (database, top) => `${top}apiVersion: snapscheduler.backube/v1
kind: SnapshotSchedule
${metadata(database)}spec:
  claimSelector:
    matchLabels:
      app.kubernetes.io/name: ${database.name}
  retention:
    expires: "168h"
    maxCount: 10
  schedule: "0 * * * *"
  snapshotTemplate:
    snapshotClassName: ebs-retain
`;

const restoreDrill: Shape = (database, top) => `${top}apiVersion: batch/v1
kind: CronJob
${metadata(database, `${database.name}-drill`)}  annotations:
    cdk8s-stateful.dev/drill-of: StatefulSet/${database.name}
spec:
  schedule: "0 4 * * 0"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          serviceAccountName: ${database.name}
          containers:
            - name: drill
              image: registry.example/restore-drill:1.4.0
              args: ["${database.name}"]
`;

const STORAGE_CLASS = 'gp3-retain';
const SHAPES = [
  statefulSet, headlessService, service, disruptionBudget, configMap, archiveClaim, serviceAccount, secret, networkPolicy, snapshotSchedule,
  restoreDrill,
];

/** What all databases use. */
export const COMMON = `---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: ${STORAGE_CLASS}
  annotations:
    cdk8s-stateful.dev/owner: platform
    cdk8s-stateful.dev/recovery-runbook: https://runbooks.example/volumes
    cdk8s-stateful.dev/data: authoritative
provisioner: ebs.csi.aws.com
parameters:
  type: gp3
  encrypted: "true"
  kmsKeyId: arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000000
reclaimPolicy: Retain
allowVolumeExpansion: true
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshotClass
metadata:
  name: ebs-retain
driver: ebs.csi.aws.com
deletionPolicy: Retain
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: volumes
  namespace: platform
spec:
  groups:
    - name: volumes
      rules:
        - alert: VolumeFillsUp
          expr: kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.15
          for: 5m
`;

/** Name of the object with a fault that every tool must report: its pods are selected by no NetworkPolicy. */
export const PLANTED = 'planted-fault';

export function plantedIn(namespace: string): string {
  return `---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${PLANTED}
  namespace: ${namespace}
spec:
  replicas: 1
  strategy: { type: Recreate }
  selector:
    matchLabels: { app.kubernetes.io/name: ${PLANTED} }
  template:
    metadata:
      labels: { app.kubernetes.io/name: ${PLANTED} }
    spec:
      containers:
        - name: postgres
          image: docker.io/library/postgres:16.4
`;
}
