import type { Manifest } from './finding';
import { stringAt } from './json';
import { SNAPSHOT, SNAPSHOT_CLASS, kindOf, namespaceOf } from './manifests';
import { DEFAULT_SNAPSHOT_CLASS_ANNOTATION } from '../core/vocabulary';

/** VolumeSnapshots and their classes in the input. */
export class SnapshotIndex {
  private readonly snapshots = new Map<string, Manifest>();
  private readonly classes = new Map<string, Manifest>();
  private readonly defaults: Manifest[] = [];

  public file(object: Manifest): void {
    const name = object.metadata.name ?? '';
    switch (kindOf(object)) {
      case SNAPSHOT:
        this.snapshots.set(`${namespaceOf(object)}/${name}`, object);
        break;
      case SNAPSHOT_CLASS:
        this.classes.set(name, object);
        if (stringAt(object, 'metadata', 'annotations', DEFAULT_SNAPSHOT_CLASS_ANNOTATION) === 'true') this.defaults.push(object);
        break;
    }
  }

  public snapshot(namespace: string, name: string): Manifest | undefined {
    return this.snapshots.get(`${namespace}/${name}`);
  }

  public snapshotClass(name: string): Manifest | undefined {
    return this.classes.get(name);
  }

  /** Default classes for volumes of a driver; of any driver, when it is not known. There is one default for each driver. */
  public defaultClasses(driver?: string): readonly Manifest[] {
    return driver === undefined ? this.defaults : this.defaults.filter((each) => stringAt(each, 'driver') === driver);
  }
}
