/** Does somebody say of data that it can be lost: that it can be made again, or is of no use afterwards? */
export function mayBeLost(intent: string | undefined): boolean {
  return intent === 'rebuildable' || intent === 'scratch';
}
