# The program of the CronJobs: the command line's one file on Node.js, as a user without rights.
#
# Only COPY, nothing runs while it is built: so an image for another architecture needs no emulation, and its
# layers hold what was tested.

# The line of long-term support: 26, active since 2026-10-28 (https://github.com/nodejs/Release#release-schedule).
# A mirror, or another base with Node.js 20.19 or newer: --build-arg BASE=registry.example/mirror/node:26.12.1-trixie-slim
ARG BASE=node:26.12.1-trixie-slim
FROM ${BASE}

ARG VERSION=0.0.0
LABEL org.opencontainers.image.title="cdk8s-stateful" \
      org.opencontainers.image.description="Snapshots, restores and audit of stateful workloads on Kubernetes" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.source="https://github.com/cdk8s-stateful/cdk8s-stateful" \
      org.opencontainers.image.version="${VERSION}"

COPY LICENSE assets/cli/main/THIRD-PARTY-LICENSES.txt /opt/cdk8s-stateful/
COPY assets/cli/main/index.js /opt/cdk8s-stateful/

# A number, because a pod with runAsNonRoot cannot judge a name.
USER 1000:1000
ENTRYPOINT ["/usr/local/bin/node", "/opt/cdk8s-stateful/index.js"]
