import { expect, test } from 'vitest';
import { DRILL, GOOD, endedWith } from './fixture';
import { judge } from '../../../../cli/operations/restore-drill/judge';

const without = (name: string): string[][] => GOOD.filter(([each]) => each !== name);
const said = (name: string, result: string, value: string): string[][] => GOOD.map((line) => (line[0] === name ? [name, result, value] : line));
const server = (status: object, pod: object = {}): object => ({ ...pod, initContainerStatuses: [{ name: 'server', restartCount: 0, ...status }] });

test.each([
  ['all is well', endedWith(GOOD), 'Passed', undefined],
  ['a validation is not true', endedWith(said('validation-0', 'failed', 'f'), 1), 'Failed', 'validation-0: f'],
  ['an index is corrupt', endedWith(said('amcheck', 'failed', 'btree index "x": corrupted'), 1), 'Failed', 'amcheck: btree index "x": corrupted'],
  ['it is not fresh', endedWith(said('fresh', 'failed', 'f'), 1), 'Failed', 'fresh: f'],
  ['the negative control is answered with yes', endedWith(said('negative-control', 'failed', 't'), 1), 'Inconclusive', 'the negative control was not answered with no, so the check of freshness cannot fail: t'],
  ['nobody knows how fresh it must be', endedWith(without('fresh').filter(([name]) => name !== 'negative-control')), 'Inconclusive',
    'nobody knows how far the write-ahead log was when the group was taken, as no checkpoint was written then, so its freshness is not proven'],
  ['the validator was killed', endedWith(without('amcheck'), 137), 'Inconclusive', 'the validator ended with exit code 137, before amcheck'],
  ['the server cannot be asked', endedWith([['server', 'failed', 'role "x" does not exist']], 1), 'Inconclusive', 'the validator could not ask the server: role "x" does not exist'],
  ['the server ends by itself', server({ lastState: { terminated: { exitCode: 3 } }, restartCount: 2 }), 'Failed', 'the restored server does not start: it ended with exit code 3, 2 times'],
  ['the server has too little memory', server({ lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } } }), 'Inconclusive', 'the restored server was not seen to run: it was killed (OOMKilled)'],
  ['the node takes the server away', server({ state: { terminated: { exitCode: 137, reason: 'Error' } } }), 'Inconclusive', 'the restored server was not seen to run: it was killed (Error)'],
  ['the node gives up the pod', server({ state: { terminated: { exitCode: 1, reason: 'Error' } } }, { reason: 'Evicted', message: 'The node was low on resource: ephemeral-storage.' }), 'Inconclusive',
    'the restored server was not seen to run: The node was low on resource: ephemeral-storage.'],
  ['the runtime cannot start the server', server({ state: { terminated: { exitCode: 128, reason: 'StartError' } } }), 'Inconclusive', 'the restored server was not seen to run: it was killed (StartError)'],
  ['the image is not there', server({ state: { waiting: { reason: 'ImagePullBackOff', message: 'no such image' } } }), 'Inconclusive', 'the restored server was not seen to run: no such image'],
  ['it recovers for too long', server({ state: { running: {} } }), 'Inconclusive', 'the restored server was not seen to run: it was not ready in time'],
])('%s', (_, status, outcome, reason) => {
  expect(judge({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'drill' }, status }, DRILL)).toEqual({ outcome, ...(reason === undefined ? {} : { reason }) });
});

test.each([
  ['refuses the volumes', { exitCode: 1, reason: 'Error', message: 'refused to start: the volume of the log is empty' }, 'Failed'],
  ['is killed before it could look', { exitCode: 137, reason: 'Error' }, 'Inconclusive'],
])('what comes before the server %s', (_, terminated, outcome) => {
  const status = { initContainerStatuses: [{ name: 'prepare', restartCount: 0, state: { terminated } }] };
  expect(judge({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'drill' }, status }, { ...DRILL, preparer: 'prepare' }).outcome).toBe(outcome);
});
