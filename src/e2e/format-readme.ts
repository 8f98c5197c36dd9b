import { escapeCell } from '../markdown.ts';
import { PINS, type Provider } from './pins.ts';
import type { Settings } from './settings.ts';

/** What the user brings, by provider. */
const BRINGS: Readonly<Record<Provider, string>> = {
  docker: `Machines are containers of this host: six, and one for the management cluster. Give Docker 16 GiB of memory and 40 GB of disk.
`,
  openstack: `Machines are servers of an OpenStack project, made with the credentials of a \`clouds.yaml\`. It stays where it is, and is never
copied into this folder: name it.

    CLOUDS_YAML=~/.config/openstack/clouds.yaml ./run.sh

\`CACERT\` names a file with the cloud’s certificate authority, \`CLOUD_CONF\` a \`cloud.conf\` for the addons; without one, they get the
\`clouds.yaml\` itself. The management cluster must reach the cloud’s API and the new cluster’s API server. The node image of the release must
be in the project.
`,
  metal3: `Machines are six servers. What installs them is yours, and is never copied into this folder: name it.

    HOSTS_FILE=hosts.yaml BAREMETAL_KUSTOMIZATION=ironic/ ./run.sh

\`HOSTS_FILE\` has the BareMetalHosts with their Secrets, \`BAREMETAL_KUSTOMIZATION\` (a folder or a URL) installs the baremetal-operator and Ironic
in the management cluster. The servers must reach Ironic there, and are wiped.
`,
};

/** README.md of a kit. */
export function formatReadme({ provider, release, tested, from }: Settings, unknown: readonly string[]): string {
  const upgrade = from === undefined ? '' : ` A cluster is created of \`${from.release}\` first, and then upgraded.`;
  const notes = unknown.map((text) => `- ${escapeCell(text.replaceAll(/\s+/g, ' '))}\n`);
  return `# ${release} from end to end

Creates a cluster of \`${release}\` (Kubernetes ${tested.kubernetes}, ${provider}), waits until all of it works, and tests it.${upgrade}

    ./tools.sh
    ./run.sh

\`tools.sh\` downloads the tools that are missing into \`bin/\`; Docker must be there. \`run.sh\` runs the steps of \`steps.txt\`, each once, and cleans up at the
end, whatever happened. With \`--keep\` it leaves everything where it is: the next run goes on with the first step that is not done, and
\`./run.sh --cleanup\` removes it. \`results/report.json\` and \`results/junit.xml\` say how each step ended, and how many seconds it took; \`results/logs/\`
has what it printed.

${BRINGS[provider]}
| Variable | Default | Effect |
|---|---|---|
| \`SONOBUOY_MODE\` | \`quick\` | which conformance tests run: \`quick\` is one, \`certified-conformance\` takes hours, \`off\` none |
| \`COMPLIANCE\` | \`light\` | the SCS compliance suite, commit \`${PINS.standards.version}\`: \`light\`, \`full\`, \`off\`; it asks the internet for versions of Kubernetes |
| \`TIMEOUT_…\` | see \`settings.env\` | how long a step may take |

\`compliance/\` has the files that the suite’s own plugin \`clusterstacks\` reads, for a management cluster that stays. \`versions.env\` has all versions, each with
its reason.
${notes.length === 0 ? '' : `\nNo step waits for these, since only a real cluster knows them:\n\n${notes.join('')}`}
Nobody has run these scripts on real nodes yet: they are tested against stand-ins of the tools.
`;
}
