import type { cdk8s } from 'projen';
import { github } from 'projen';

const IMAGE = 'ghcr.io/cdk8s-stateful/cdk8s-stateful';
const JOB = 'release_image';

/**
 * Adds to the release workflow the job that publishes the image of the command line. It is built from the npm tarball of the
 * same release, so that CronJobs run the bytes that npm has. Nothing runs while it is built: no emulation for arm64.
 */
export function publishImage(project: cdk8s.ConstructLibraryCdk8s): void {
  project.release?.addJobs({
    [JOB]: {
      name: 'Publish the image to GitHub Packages',
      needs: ['release'],
      runsOn: ['ubuntu-latest'],
      permissions: { contents: github.workflows.JobPermission.READ, packages: github.workflows.JobPermission.WRITE },
      if: 'needs.release.outputs.tag_exists != \'true\' && needs.release.outputs.latest_commit == github.sha',
      steps: [
        github.WorkflowSteps.checkout(),
        github.WorkflowSteps.downloadArtifact({ with: { artifactIds: ['${{ needs.release.outputs.artifact_id }}'], path: 'dist' } }),
        { name: 'Unpack the npm package', run: 'mkdir package && tar --strip-components=1 -xzf dist/js/*.tgz -C package' },
        {
          name: 'Log in',
          env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
          run: 'docker login ghcr.io --username "$GITHUB_ACTOR" --password-stdin <<< "$GITHUB_TOKEN"',
        },
        {
          name: 'Release',
          env: { PUSH: '${{ !inputs.dry_run }}' },
          run: [
            'version=$(cat dist/version.txt)',
            // the builder that docker brings cannot make one image of two architectures
            'docker buildx create --use',
            'docker buildx build --platform linux/amd64,linux/arm64 --provenance mode=max --sbom true \\',
            '  --build-arg "VERSION=$version" --label "org.opencontainers.image.revision=$GITHUB_SHA" \\',
            `  --output "type=image,name=${IMAGE}:$version,push=$PUSH" --file Dockerfile package`,
          ].join('\n'),
        },
      ],
    },
  });
  // A tag means that everything is out: a release that failed half-way can be run again.
  project.github?.tryFindWorkflow('release')?.file?.addToArray('jobs.release_github.needs', JOB);
}
