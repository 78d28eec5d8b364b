/** What is done to the data before its snapshots are taken. */
export class Quiesce {
  /**
   * Nothing. A snapshot of one volume holds what a power cut would have left, which every database recovers from.
   */
  public static none(): Quiesce {
    return new Quiesce('none');
  }

  /**
   * A CHECKPOINT of PostgreSQL, by a login that can do nothing else. A restored server then replays only what was written
   * after it. Where it fails, the snapshots are taken all the same and the run ends with exit code 10.
   *
   * @see https://www.postgresql.org/docs/17/sql-checkpoint.html
   */
  public static postgresCheckpoint(): Quiesce {
    return new Quiesce('postgres-checkpoint');
  }

  private constructor(
    /** Name of the strategy in the policy's document. */
    public readonly strategy: string,
  ) {}
}
