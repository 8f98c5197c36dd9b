import { formatYaml } from '../yaml/index.ts';
import { type ClusterRequest, createCluster } from './objects.ts';

/**
 * What the plugin `clusterstacks` of the SCS compliance suite reads from ~/.config/scs: it makes clusters of its own where a management
 * cluster runs for long. Its templates are Jinja’s; the token and the address stay with the user.
 * Source: Tests/kaas/plugin/plugin_clusterstacks.py of the SCS standards
 */
export function createPluginFiles(request: ClusterRequest, minor: string, stack: object): Readonly<Record<string, string>> {
  const cluster = createCluster({ ...request, cluster: NAME, className: CLASS, kubernetes: VERSION });
  return {
    'clusters.yaml': `# Copy this folder’s files to ~/.config/scs, and fill in the secrets there. Never commit them.
${formatYaml({
  clusters: {
    [`scs-${minor}`]: {
      kind: 'clusterstacks',
      config: {
        kubernetesVersion: minor,
        // The newest ready ClusterStackRelease of that minor.
        autoVars: 'syself',
        templates: { cluster: 'cluster.yaml.j2', clusterstack: 'clusterstack.yaml.j2', kubeconfig: 'kubeconfig.yaml.j2' },
        vars: {},
        secrets: { server: '', certificate_authority_data: '', token: '' },
      },
    },
  },
})}`,
    'cluster.yaml.j2': escapeJinja(formatYaml(cluster)),
    'clusterstack.yaml.j2': escapeJinja(formatYaml(stack)),
    'kubeconfig.yaml.j2': KUBECONFIG,
  };
}

/** Stand for Jinja’s variables until all else is escaped. */
const CLASS = 'JINJA-CLASS';
const VERSION = 'JINJA-VERSION';
const NAME = 'JINJA-NAME';
const VARIABLES: Readonly<Record<string, string>> = { [CLASS]: 'cs_class_name', [VERSION]: 'cs_version', [NAME]: 'name' };

/** Braces of values are their own: only ours are Jinja’s. */
function escapeJinja(text: string): string {
  const escaped = text.replaceAll(/\{[{%#]/g, (open) => `{{ '${open}' }}`);
  return Object.entries(VARIABLES).reduce((all, [stand, variable]) => all.replaceAll(stand, `"{{ ${variable} }}"`), escaped);
}

/** The plugin takes the namespace from here, and logs in with a token alone. */
const KUBECONFIG = `apiVersion: v1
kind: Config
clusters:
  - name: management
    cluster:
      server: "{{ server }}"
      certificate-authority-data: "{{ certificate_authority_data }}"
users:
  - name: compliance
    user:
      token: "{{ token }}"
contexts:
  - name: management
    context:
      cluster: management
      user: compliance
      namespace: cluster
current-context: management
`;
