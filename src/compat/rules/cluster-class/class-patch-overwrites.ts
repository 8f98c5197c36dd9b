import { findOverwrites } from '../../cluster-class/simulation/find-overwrites.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

const IMAGE = '- {op: add, path: /spec/template/spec/customImage, valueFrom: {variable: image}}\n';
const LOADS = (name: string, image: string) => `    - name: ${name}
      definitions:
        - selector:
            apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
            kind: DockerMachineTemplate
            matchResources:
              controlPlane: true
          jsonPatches:
            - {op: add, path: /spec/template/spec/preLoadImages, value: [${image}]}
`;

export const CLASS_PATCH_OVERWRITES: Rule<'class-patch-overwrites'> = {
  code: 'class-patch-overwrites',
  title: 'no patch that is on by default replaces a whole list or object that an earlier patch has just set',
  why: 'Patches are applied in order. What the earlier one wrote is lost without a message.',
  source: 'Cluster API, RFC 6902',
  verdicts: ['warn'],
  passes: { files: exampleClass([IMAGE, `${IMAGE}${LOADS('preload', 'a')}`]) },
  fails: { files: exampleClass([IMAGE, `${IMAGE}${LOADS('preload', 'a')}${LOADS('more', 'b')}`]) },
  check: (facts) =>
    facts.simulations().flatMap((simulation) => {
      const judgements = findOverwrites(facts, simulation).map(({ patch, earlier, pointer, target, lost }): Judgement => {
        const shown = `${lost.slice(0, 9).join(', ')}${lost.length > 9 ? `, and ${lost.length - 9} more` : ''}`;
        return {
          verdict: 'warn',
          subject: `patch ${patch}`,
          place: simulation.clusterClass.placeOf('patches', patch),
          message: `writes ${pointer} of ${target.object.kind}/${target.object.name} whole, where the patch ${earlier} has just put ${shown}: that is gone; add to it instead, or let one patch write all of it`,
        };
      });
      return [...new Map(judgements.map((judgement) => [judgement.message, judgement])).values()];
    }),
};
