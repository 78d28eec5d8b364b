/** Something that must be true of restored data. */
export class Validation {
  /**
   * A question in SQL to the restored database, in its application's database and as its superuser, in a transaction that cannot
   * write. It passes when the answer is one row with one column that is true: `select count(*) > 0 from orders`.
   *
   * Ask for what a copy that is too old, empty or of another database would not have.
   *
   * @param query one statement that answers true or false.
   */
  public static sql(query: string): Validation {
    return new Validation(query);
  }

  private constructor(
    /** The statement. */
    public readonly query: string,
  ) {}
}
