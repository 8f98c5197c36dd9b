/** A container image of one part of a release. */
export interface ListedImage {
  /** As the part has it: `registry.k8s.io/metrics-server/metrics-server:v0.8.1`. */
  readonly name: string;
  /**
   * Of the manifest or index that the name means; missing where the name has none and nobody looked.
   * @pattern ^sha256:[0-9a-f]{64}$
   */
  readonly digest?: string;
  /** The addon's folder; `cluster-addon` for a single-stage stack's only chart, `cluster-class` for what the class brings. */
  readonly addon: string;
  /** Where it is named: `DaemonSet/cilium spec.template.spec.containers[cilium-agent].image`. */
  readonly found: readonly string[];
}

/** An image that machines start from. */
export interface ListedNodeImage {
  /** A container of machines in Docker, a file behind a URL, or a name that the cloud has to know. */
  readonly kind: 'container' | 'file' | 'name';
  readonly name?: string;
  readonly url?: string;
  /** Of the file, `sha256:…`, or the URL of a file that has it. */
  readonly checksum?: string;
  /**
   * Of a container.
   * @pattern ^sha256:[0-9a-f]{64}$
   */
  readonly digest?: string;
  readonly found: readonly string[];
}

/** An upstream chart that an addon wraps. */
export interface ListedChart {
  readonly name: string;
  readonly version: string;
  /**
   * Of its archive; missing where the release does not have it.
   * @pattern ^sha256:[0-9a-f]{64}$
   */
  readonly digest?: string;
  /** Its URL; missing for one that nothing names a repository of. */
  readonly repository?: string;
  readonly addon: string;
}

/** Something that may have images which are not listed. */
export interface NotSeen {
  /** A part of the release, an image, or a chart. */
  readonly subject: string;
  readonly message: string;
}

/** All that clusters of a release fetch from elsewhere, as far as it can be seen. */
export interface ImagesReport {
  readonly schemaVersion: 1;
  readonly release: string;
  /**
   * `v1.32.5`
   * @pattern ^v\d+\.\d+\.\d+$
   */
  readonly kubernetes: string;
  readonly images: readonly ListedImage[];
  readonly nodeImages: readonly ListedNodeImage[];
  readonly charts: readonly ListedChart[];
  /** Empty where all was seen. */
  readonly unknown: readonly NotSeen[];
}
