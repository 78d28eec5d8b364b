/** Does a group of this strategy count for nothing until it was seen what it holds? Its snapshots are marked then. */
export function takesProof(strategy: string): boolean {
  return strategy === 'postgres-backup' || strategy === 'exec';
}
