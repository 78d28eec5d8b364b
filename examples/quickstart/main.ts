import { App } from 'cdk8s';
import { Orders, Platform } from './charts';
import { AwsEbs, StorageAudit } from '../../src';

const app = new App();
const platform = new Platform(app, 'platform', AwsEbs.gp3({
  iops: 6000,
  throughputMiBps: 250,
  kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
}));
new Orders(app, 'orders', platform);

StorageAudit.enforce(app);
app.synth();
