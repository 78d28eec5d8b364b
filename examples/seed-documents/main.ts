import { App } from 'cdk8s';
import { CompleteGuide } from './complete-guide';
import { Patterns } from './patterns';
import { PersistentStorage } from './persistent-storage';
import { PersistentVolumes } from './persistent-volumes';
import { StatefulBoundaries } from './stateful-boundaries';
import { StorageAudit } from '../../src';

const app = new App();
const guide = new CompleteGuide(app, 'complete-guide');
new PersistentStorage(app, 'persistent-storage', guide.snapshots);
new PersistentVolumes(app, 'persistent-volumes');
new StatefulBoundaries(app, 'stateful-boundaries');
new Patterns(app, 'patterns');

StorageAudit.enforce(app);
app.synth();
