/** A process that makes apps all day must not remember all of them. */
const MOST = 1000;

/** What was worked out before, by the text that it follows from. It is given out again, so nobody may change it. */
export class Memo<T> {
  private readonly known = new Map<string, T>();

  public get(key: string): T | undefined {
    return this.known.get(key);
  }

  /** Returns the value, to be remembered and used in one go. */
  public set(key: string, value: T): T {
    if (this.known.size >= MOST) this.known.clear();
    this.known.set(key, value);
    return value;
  }
}

/** One memory for each object that values belong to, as long as somebody has the object. */
export class MemoByOwner<T> {
  private readonly memos = new WeakMap<object, Memo<T>>();

  public of(owner: object): Memo<T> {
    const known = this.memos.get(owner);
    if (known) return known;
    const made = new Memo<T>();
    this.memos.set(owner, made);
    return made;
  }
}
