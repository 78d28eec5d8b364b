import type { VolumeMove } from './move';
import type { SwapRecord } from './record';
import { CLAIM, ClusterError, VOLUME } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';
import type { Progress } from '../progress';
import type { Clock } from '../snapshots/clock';

const POLL_SECONDS = 1;

/** What an exchange works with. */
export interface ExchangeEnvironment {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly progress: Progress;
  /** How long Kubernetes may take for each of: letting claims go, binding them. */
  readonly waitSeconds: number;
  readonly signal: AbortSignal;
}

/**
 * Moves volumes to their new claims. Each step is done for all of them before the next, and asks first what is there: done again it goes on.
 * So a set has, at any time, claims of one side only: its old ones or a part of them, or its new ones or a part of them.
 */
export async function exchange({ moves }: SwapRecord, environment: ExchangeEnvironment): Promise<void> {
  const { progress, signal } = environment;
  const each = async (step: (move: VolumeMove, environment: ExchangeEnvironment) => Promise<void>): Promise<void> => {
    for (const move of moves) {
      signal.throwIfAborted();
      await step(move, environment);
    }
  };
  await each(retain);
  progress.step('retain', `${moves.length} volumes are kept, whatever becomes of their claims`, { volumes: moves.map(({ volume }) => volume.name) });
  await each(async (move) => letGo(move, moves, environment));
  await awaitAll(moves, environment, stillClaimed);
  progress.step('free', 'the old claims are gone', { claims: moves.map(({ from }) => from.name) });
  await each(reserve);
  await each(createClaim);
  await awaitAll(moves, environment, unbound);
  progress.step('bound', 'every volume has its new claim', { claims: moves.map(({ claim }) => claim.metadata.name) });
  await each(giveBackPolicy);
}

/** From here on no claim takes its volume with it. Read back: all that follows rests on it. */
async function retain(move: VolumeMove, { cluster }: ExchangeEnvironment): Promise<void> {
  const volume = await volumeOf(move, cluster);
  if (isRetained(volume) || await isBound(move, volume, cluster)) return;
  await cluster.patch(VOLUME, volume.metadata.name, undefined, [
    { op: 'test', path: '/metadata/uid', value: move.volume.uid },
    { op: 'replace', path: '/spec/persistentVolumeReclaimPolicy', value: 'Retain' },
  ]);
  requireRetained(await volumeOf(move, cluster));
}

async function letGo(move: VolumeMove, moves: readonly VolumeMove[], { cluster }: ExchangeEnvironment): Promise<void> {
  const { name, uid } = move.from;
  const claim = await cluster.get(CLAIM, name, move.claim.metadata.namespace);
  if (!claim || isNewClaim(claim, moves)) return;
  if (claim.metadata.uid !== uid) throw foreignClaim(claim);
  requireRetained(await volumeOf(move, cluster));
  if (claim.metadata.deletionTimestamp === undefined) await cluster.delete(CLAIM, claim);
}

async function stillClaimed(move: VolumeMove, { cluster }: ExchangeEnvironment): Promise<string | undefined> {
  const claim = await cluster.get(CLAIM, move.from.name, move.claim.metadata.namespace);
  if (claim?.metadata.uid !== move.from.uid) return undefined;
  return `claim ${claim.metadata.namespace}/${claim.metadata.name} is not gone yet, for ${claim.metadata.finalizers?.join(', ') || 'no reason that it says'}`;
}

/** https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume */
async function reserve(move: VolumeMove, { cluster }: ExchangeEnvironment): Promise<void> {
  const volume = await volumeOf(move, cluster);
  const { name, namespace } = move.claim.metadata;
  const isReserved = volume.spec.claimRef?.name === name;
  if (isReserved && !await isOfClaimThatWas(volume, cluster)) return;
  requireRetained(volume);
  await cluster.patch(VOLUME, volume.metadata.name, undefined, [
    { op: 'test', path: '/metadata/uid', value: move.volume.uid },
    { op: 'test', path: '/spec/claimRef/uid', value: isReserved ? volume.spec.claimRef.uid : move.from.uid },
    { op: 'replace', path: '/spec/claimRef', value: { apiVersion: CLAIM.apiVersion, kind: CLAIM.kind, namespace, name } },
  ]);
}

/** Somebody has deleted the new claim: a volume that knew it waits for no other. */
async function isOfClaimThatWas({ spec: { claimRef } }: KubeObject, cluster: Cluster): Promise<boolean> {
  return claimRef.uid !== undefined && (await cluster.get(CLAIM, claimRef.name, claimRef.namespace))?.metadata.uid !== claimRef.uid;
}

async function createClaim({ claim }: VolumeMove, { cluster }: ExchangeEnvironment): Promise<void> {
  try {
    await cluster.create(CLAIM, claim);
  } catch (error) {
    if (!(error instanceof ClusterError) || error.reason !== 'AlreadyExists') throw error;
    const found = await cluster.get(CLAIM, claim.metadata.name, claim.metadata.namespace);
    if (found?.spec.volumeName !== claim.spec.volumeName) throw foreignClaim(claim);
  }
}

async function unbound(move: VolumeMove, { cluster }: ExchangeEnvironment): Promise<string | undefined> {
  const volume = await volumeOf(move, cluster);
  if (await isBound(move, volume, cluster)) return undefined;
  return `claim ${move.claim.metadata.namespace}/${move.claim.metadata.name} is not bound to PersistentVolume ${volume.metadata.name} yet, which is ${volume.status?.phase}`;
}

/** What the volume's class says again, now that the volume has a claim. */
async function giveBackPolicy(move: VolumeMove, { cluster }: ExchangeEnvironment): Promise<void> {
  const volume = await volumeOf(move, cluster);
  const { reclaimPolicy, uid } = move.volume;
  if (volume.spec.persistentVolumeReclaimPolicy === reclaimPolicy) return;
  const { name, namespace } = move.claim.metadata;
  if (!await isBound(move, volume, cluster)) {
    throw new Error(`claim ${namespace}/${name} is being deleted or gone again, so PersistentVolume ${volume.metadata.name} stays retained; who deletes it? the same command again goes on`);
  }
  await cluster.patch(VOLUME, volume.metadata.name, undefined, [
    { op: 'test', path: '/metadata/uid', value: uid },
    { op: 'test', path: '/spec/claimRef/uid', value: volume.spec.claimRef.uid },
    { op: 'replace', path: '/spec/persistentVolumeReclaimPolicy', value: reclaimPolicy },
  ]);
}

async function volumeOf({ volume: { name, uid } }: VolumeMove, cluster: Cluster): Promise<KubeObject> {
  const volume = await cluster.get(VOLUME, name);
  if (volume?.metadata.uid === uid) return volume;
  throw new Error(`PersistentVolume ${name} (uid ${uid}) is ${volume ? 'another one by now' : 'gone'}; nothing more is done`);
}

async function isBound({ claim }: VolumeMove, { metadata, spec, status }: KubeObject, cluster: Cluster): Promise<boolean> {
  const found = await cluster.get(CLAIM, claim.metadata.name, claim.metadata.namespace);
  return found?.status?.phase === 'Bound' && found.metadata.deletionTimestamp === undefined && found.spec.volumeName === metadata.name && status?.phase === 'Bound' && spec.claimRef?.uid === found.metadata.uid;
}

function isNewClaim({ metadata, spec }: KubeObject, moves: readonly VolumeMove[]): boolean {
  return moves.some(({ claim }) => claim.metadata.name === metadata.name && claim.spec.volumeName === spec.volumeName);
}

function isRetained({ spec }: KubeObject): boolean {
  return spec.persistentVolumeReclaimPolicy === 'Retain';
}

function requireRetained(volume: KubeObject): void {
  if (isRetained(volume)) return;
  const { name } = volume.metadata;
  throw new Error(`PersistentVolume ${name} has reclaim policy ${volume.spec.persistentVolumeReclaimPolicy} again, by which it would be deleted with its claim; who sets that? the same command again goes on`);
}

function foreignClaim({ metadata: { namespace, name } }: KubeObject): Error {
  const remedy = `keep both sets at 0 replicas and look whether anything that was written to it is needed; if not: kubectl --namespace ${namespace} delete pvc ${name}, and the same command again`;
  return new Error(`claim ${namespace}/${name} was made by somebody else meanwhile, as by a set that was started; ${remedy}`);
}

/** What is still waited for, of one move. */
type Look = (move: VolumeMove, environment: ExchangeEnvironment) => Promise<string | undefined>;

/** Waits until there is nothing left to wait for, of all of them. */
async function awaitAll(moves: readonly VolumeMove[], environment: ExchangeEnvironment, look: Look): Promise<void> {
  const { clock, waitSeconds, signal } = environment;
  const deadline = clock.monotonic() + waitSeconds * 1000;
  for (;;) {
    const problems: string[] = [];
    for (const move of moves) problems.push(...[await look(move, environment)].filter((problem) => problem !== undefined));
    if (problems.length === 0) return;
    if (clock.monotonic() >= deadline) throw new Error(`after ${waitSeconds} s ${problems.join('; ')}; the same command again goes on`);
    await clock.sleep(POLL_SECONDS * 1000, signal);
  }
}
