import { BETA_CLASS_ANNOTATION } from '../../../core/vocabulary';
import type { Claim } from '../../claim';
import { claimSpecDifferences } from '../../claim-differences';
import { describeDifference } from '../../differences';
import type { Difference } from '../../differences';
import type { Finding, Manifest } from '../../finding';
import { at, pathText } from '../../json';
import { CLAIM, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

const SPEC = ['spec'] as const;
const SIZE = [...SPEC, 'resources', 'requests', 'storage'] as const;
const CLASS = [...SPEC, 'storageClassName'] as const;
const VOLUME_NAME = [...SPEC, 'volumeName'] as const;
const ATTRIBUTES = [...SPEC, 'volumeAttributesClassName'] as const;

/** Fields with a verdict of their own. */
const APART: readonly string[] = [SIZE, CLASS, VOLUME_NAME, ATTRIBUTES].map(pathText);

export const claimFieldsUnchanged: Rule = {
  id: 'STO-044',
  slug: 'claim-fields-unchanged',
  title: 'A claim only grows',
  checklist: [],
  severity: 'error',
  why: 'Of a PersistentVolumeClaim that has its volume, the API server accepts a larger request and another `volumeAttributesClassName`. Another class, access mode, volume mode, source or volume is refused, and so is a size below what the volume has. '
    + 'Deleting the claim to make it anew deletes the data with a class that reclaims by Delete.',
  remedy: 'Leave the claim as it is, make one of another name that is a clone of it or is restored from a snapshot of it, and point the workload there when it is proven. To shrink, copy the files or dump and restore into a smaller claim.',
  links: [
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims',
    'https://kubernetes.io/docs/concepts/storage/volume-pvc-datasource/',
  ],
  needs: ['versions', 'set'],
  kinds: [CLAIM],
  evaluate(object, index, earlier) {
    const before = earlier?.versionOf(object);
    if (!before) return new NotApplicable('it is new');
    const [claim, was] = [index.claimsOf(object)[0], earlier!.index.claimsOf(before)[0]];
    const fixed = claimSpecDifferences(before.spec, object.spec, SPEC)
      .filter(({ path }) => !APART.includes(pathText(path)))
      .map((difference) => refused(difference, object, 'make a claim of another name as a clone or from a snapshot of this one'));
    const more = [
      changedClass(was, claim),
      changedSize(was, claim, index.classOf(claim)),
      changedVolume(before, object),
      droppedAttributes(before, object),
      addedAnnotation(was, claim),
    ];
    return [...fixed, ...more.filter((finding) => finding !== undefined)].map((finding) => ({ ...finding, before }));
  },
};

function refused(difference: Difference, object: Manifest, remedy: string): Finding {
  const { path } = difference;
  return { message: `${describe(object)} changes ${pathText(path)} ${describeDifference(difference)}, which the API server refuses`, remedy, path };
}

/** A claim that named none has got the default class of its day, which may be the one that it names now. */
function changedClass(was: Claim, { className, object }: Claim): Finding | undefined {
  if (was.className === className) return undefined;
  const remedy = 'make a claim of another name in the new class, as a clone or from a snapshot of this one';
  if (was.className !== undefined) return refused({ path: CLASS, before: was.className, now: className }, object, remedy);
  return {
    message: `${describe(object)} asked for the default class and now for "${className}", which the API server refuses unless it is the class that the claim got`,
    remedy: `look at the class of the claim; if it is another, ${remedy}`,
    path: CLASS,
    severity: 'warning',
  };
}

function changedSize(was: Claim, claim: Claim, storageClass: Manifest | undefined): Finding | undefined {
  const change = was.size && claim.size ? claim.size.compare(was.size) : 0;
  const sizes = `${was.sizeText} to ${claim.sizeText}`;
  if (change < 0) {
    return {
      message: `${describe(claim.object)} shrinks from ${sizes}; the API server refuses less than the volume has, and no volume shrinks`,
      remedy: 'keep the size, or copy the data into a smaller claim of another name',
      path: SIZE,
    };
  }
  if (change === 0 || !storageClass || at(storageClass, 'allowVolumeExpansion') === true) return undefined;
  return {
    message: `${describe(claim.object)} grows from ${sizes}, which the API server refuses: ${describe(storageClass)} does not allow expansion`,
    remedy: 'set allowVolumeExpansion: true on the class first, if its driver can expand; that field may change',
    path: SIZE,
    related: [storageClass],
  };
}

/** Naming the volume that the claim has got is no change; who rendered no name cannot tell. */
function changedVolume(before: Manifest, object: Manifest): Finding | undefined {
  const [was, now] = [at(before, ...VOLUME_NAME), at(object, ...VOLUME_NAME)];
  return was === undefined || was === now ? undefined : refused({ path: VOLUME_NAME, before: was, now }, object, 'make a claim of another name for the other volume');
}

/**
 * The old way to name a class may give way to the spec, and not the other way round.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/core/validation/validation.go (ValidatePersistentVolumeClaimUpdate)
 */
function addedAnnotation(was: Claim, { annotations, className, object }: Claim): Finding | undefined {
  const now = annotations[BETA_CLASS_ANNOTATION];
  // another class is refused as such
  if (now === undefined || now === was.annotations[BETA_CLASS_ANNOTATION] || was.className !== className) return undefined;
  const path = ['metadata', 'annotations', BETA_CLASS_ANNOTATION];
  return refused({ path, before: was.annotations[BETA_CLASS_ANNOTATION], now }, object, 'leave the annotation out: spec.storageClassName says it');
}

function droppedAttributes(before: Manifest, object: Manifest): Finding | undefined {
  const [was, now] = [at(before, ...ATTRIBUTES), at(object, ...ATTRIBUTES)];
  return was && !now ? refused({ path: ATTRIBUTES, before: was, now }, object, 'name the class that has the attributes to go back to') : undefined;
}
