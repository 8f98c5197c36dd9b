import { formatVersion, parseReleaseName } from '../../../version/index.ts';
import type { ImagesReport } from '../report.ts';
import { listPulled } from './collect.ts';
import { formatYaml } from './format-yaml.ts';

/**
 * For `zarf package create`: a package of images, a component for each addon. Charts are left out: whoever deploys the package
 * would install them, which is CSO's work.
 * Source: https://raw.githubusercontent.com/zarf-dev/zarf/main/zarf.schema.json
 */
export function formatZarf(report: ImagesReport): string {
  const { release, kubernetes, images, nodeImages } = report;
  const parts = [...new Set(images.map(({ addon }) => addon))].map((addon) => ({
    name: addon,
    images: images.filter((image) => image.addon === addon),
    nodeImages: [],
  }));
  const machines = { name: 'node-images', images: [], nodeImages };
  const components = [...parts, machines].flatMap((part) => {
    const pulled = listPulled(part).map(({ full }) => full);
    return pulled.length === 0 ? [] : [{ name: toComponentName(part.name), required: true, images: pulled }];
  });
  const version = parseReleaseName(release)?.version;
  return formatYaml({
    kind: 'ZarfPackageConfig',
    metadata: {
      name: release,
      description: `Images of the cluster stack release ${release} for Kubernetes ${kubernetes}`,
      ...(version !== undefined && { version: formatVersion(version) }),
    },
    // At least one is wanted.
    components: components.length > 0 ? components : [{ name: 'nothing', required: true }],
  });
}

/** Lower-case letters, digits and dashes. */
function toComponentName(addon: string): string {
  const name = addon
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '-')
    .replace(/^-+/, '');
  return name === '' ? 'addon' : name;
}
