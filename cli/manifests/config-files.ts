/** Names of our own configuration, which lies among manifests and is none. */
export const CONFIG_FILES: readonly string[] = ['cdk8s-stateful.yaml', '.cdk8s-stateful.yaml'];
