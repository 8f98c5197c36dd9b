import { expect, test } from 'vitest';
import { createRenderer } from '../../src/chart/index.ts';
import { describeWithHelm, readCni } from '../support/helm-tool.ts';

const cluster = { provider: 'docker', clusterClass: 'docker-demo-1-32-v1', kubernetes: 'v1.32.5' };

describeWithHelm('a chart that real helm cannot bear', (helm) => {
  test.each<[name: string, template: string, message: RegExp]>([
    ['time', '{{ range until 200000 }}{{ range until 200000 }}{{ end }}{{ end }}', /^helm did not end within 60 seconds$/],
    ['memory', '{{ $x := repeat 1000 "a" }}{{ range until 40 }}{{ $x = print $x $x }}{{ end }}', /^helm needs more than the 3072 MiB/],
    ['output', '{{ range until 100 }}a: {{ repeat 1000000 "a" }}\n---\n{{ end }}', /^helm wrote more than 67108864 bytes$/],
  ])('is refused: %s', { timeout: 120_000 }, async (_, template, message) => {
    const chart = await readCni({ 'templates/a.yaml': template, 'templates/b.yaml': 'kind: Widget\n' });
    const started = performance.now();
    const rendering = await createRenderer({ helm, atATime: 1 })({ kind: 'addon', chart, cluster });
    expect(rendering).toMatchObject({ kind: 'failed', message: expect.stringMatching(message) });
    expect(performance.now() - started).toBeLessThan(75_000);
  });
});
