import type { AccessModeFacts, DriverFacts } from './driver-facts';

const DRIVER = 'kubernetes-csi/csi-driver-host-path@1f2b2e64';

const ALL_MODES: readonly AccessModeFacts[] = [
  { mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }, { mode: 'ReadWriteMany' }, { mode: 'ReadOnlyMany' },
];

/** The sample driver of the CSI project: folders of one node, for test clusters such as kind. */
export const CSI_HOSTPATH: DriverFacts = {
  id: 'csi-hostpath',
  title: 'CSI hostpath (tests only)',
  source: `${DRIVER} (v1.18)`,
  provisioners: [{ name: 'hostpath.csi.k8s.io', use: 'test clusters', source: `${DRIVER} deploy/kubernetes-1.34/hostpath/csi-hostpath-driverinfo.yaml` }],
  storage: 'block',
  // It checks no access mode; the shared ones work among pods of one node
  accessModes: { Filesystem: ALL_MODES, Block: ALL_MODES, source: `${DRIVER} pkg/hostpath/controllerserver.go CreateVolume` },
  topology: {
    scope: 'node',
    keys: ['topology.hostpath.csi/node'],
    volumeBindingMode: 'WaitForFirstConsumer',
    why: 'a volume is a folder of one node; bound at once, it may lie on a node where the pod cannot run',
    source: `${DRIVER} pkg/hostpath/nodeserver.go:36`,
  },
  outlives: { surely: 'pod', why: 'a volume is a folder of one node, and shares its fate', source: `${DRIVER} pkg/hostpath/nodeserver.go:36` },
  expansion: { supported: true, online: true, source: `${DRIVER} pkg/hostpath/controllerserver.go ControllerExpandVolume` },
  snapshots: {
    supported: true,
    parameters: [],
    // The time is that of the beginning, but it is told only when the archive is complete
    cut: { signal: 'creationTime', source: `${DRIVER} pkg/hostpath/controllerserver.go CreateSnapshot` },
    source: `${DRIVER} pkg/hostpath/controllerserver.go CreateSnapshot`,
  },
  groupSnapshots: { supported: true, source: `${DRIVER} pkg/hostpath/groupcontrollerserver.go` },
  clones: { supported: true, sameSize: false, sameParameters: [], source: `${DRIVER} pkg/hostpath/controllerserver.go CreateVolume (VolumeContentSource_Volume)` },
  allocation: { steps: [], source: `${DRIVER} pkg/hostpath/controllerserver.go CreateVolume` },
  volumeAttributes: {
    supported: true,
    parameters: ['*'],
    note: 'only when it is started with --enable-controller-modify-volume, and then the names of --accepted-mutable-parameter-names',
    source: `${DRIVER} cmd/hostpathplugin/main.go`,
  },
  attachLimit: { text: 'none', source: `${DRIVER} pkg/hostpath/nodeserver.go NodeGetInfo` },
  install: { text: 'StatefulSet csi-hostpathplugin in default, by deploy.sh', source: `${DRIVER} deploy/kubernetes-latest/deploy.sh` },
  encryption: { decidedBy: 'nobody', note: 'plain folders of the node', source: `${DRIVER} pkg/hostpath/hostpath.go createVolume` },
  parameters: [{ name: 'kind', type: 'string', note: 'one of the kinds that the driver was started with (--capacity)', source: `${DRIVER} pkg/hostpath/controllerserver.go:159` }],
  unknownParameter: { behaviour: 'ignored', source: `${DRIVER} pkg/hostpath/controllerserver.go CreateVolume (reads "kind" alone)` },
  parameterKeyCase: 'exact',
  kinds: [],
  fsGroup: { applied: true, policy: 'File', source: `${DRIVER} deploy/kubernetes-1.34/hostpath/csi-hostpath-driverinfo.yaml` },
  notForProduction: 'a volume is a folder of one node and is lost with it; a snapshot is an archive made file by file, not of one moment; the driver exists to test CSI',
};
