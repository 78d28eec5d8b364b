import { ApiObject } from 'cdk8s';
import type { App } from 'cdk8s';
import type { Manifest } from '../audit/finding';

/** An object of an app with what it renders to. */
export interface RenderedObject {
  readonly apiObject: ApiObject;
  readonly manifest: Manifest;
}

/**
 * Lets the objects of an app be looked at before they are written, without rendering any of them twice: some render
 * differently the second time (cdk8s-plus adds its `spread` terms on each render).
 *
 * A pass begins with the first validation of a synth: all objects are rendered and looked at. The synth is then handed
 * what was rendered, each object once. `App.synth()` and `App.synthYaml()` validate once more for each chart, which must
 * not begin another pass. `Chart.toJson()` alone, as tests use it, hands out its part of a pass; the pass ends when
 * everything has been handed out or an object is asked for again.
 */
export class RenderOnce {
  private readonly waiting = new Map<ApiObject, Manifest>();
  private readonly originals = new Map<ApiObject, () => unknown>();
  private synthesizing = false;
  private looked = false;

  /** @param look sees the rendered objects of each pass; may throw, and may put annotations on the manifests. */
  constructor(private readonly app: App, private readonly look: (objects: readonly RenderedObject[]) => void) {
    this.bracket('synth');
    this.bracket('synthYaml');
    app.node.addValidation({ validate: () => this.validate() });
  }

  private validate(): string[] {
    const continues = this.synthesizing ? this.looked : this.waiting.size > 0;
    if (!continues) this.begin();
    return [];
  }

  private begin(): void {
    this.waiting.clear();
    const rendered = this.renderAll();
    this.looked = true;
    // an object that does not render says so itself, when the synth comes to it
    if (rendered === undefined) return;
    this.look(rendered);
    for (const { apiObject, manifest } of rendered) this.waiting.set(apiObject, manifest);
  }

  private renderAll(): RenderedObject[] | undefined {
    try {
      const apiObjects = this.app.node.findAll().filter(ApiObject.isApiObject);
      return apiObjects.map((apiObject) => ({ apiObject, manifest: this.originalOf(apiObject)() as Manifest }));
    } catch {
      return undefined;
    }
  }

  /** How the object renders by itself; from now on `toJson()` hands out what was rendered for it. */
  private originalOf(apiObject: ApiObject): () => unknown {
    const known = this.originals.get(apiObject);
    if (known) return known;
    const original = apiObject.toJson.bind(apiObject) as () => unknown;
    this.originals.set(apiObject, original);
    apiObject.toJson = () => this.take(apiObject, original);
    return original;
  }

  private take(apiObject: ApiObject, original: () => unknown): unknown {
    const again = !this.waiting.has(apiObject) && this.waiting.size > 0;
    if (again && !this.synthesizing) this.begin();
    const manifest = this.waiting.get(apiObject);
    this.waiting.delete(apiObject);
    return manifest ?? original();
  }

  /** Each call is a pass of its own, whatever was left of the one before. */
  private bracket(method: 'synth' | 'synthYaml'): void {
    const app = this.app as unknown as { [name in typeof method]: () => unknown };
    const original = app[method].bind(this.app);
    app[method] = () => {
      this.synthesizing = true;
      this.looked = false;
      try {
        return original();
      } finally {
        this.synthesizing = false;
        this.waiting.clear();
      }
    };
  }
}
