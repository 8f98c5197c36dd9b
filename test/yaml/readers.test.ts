import { describe, expect, test } from 'vitest';
import { parseYaml, toData } from '../../src/yaml/index.ts';
import { briefFinding } from '../support/brief-finding.ts';

describe('a file is read as its readers do', () => {
  test.each<[file: string, text: string, data: unknown]>([
    ['stacks/a/csctl.yaml', 'a: yes\nb: 0o17\nc: 017', { a: 'yes', b: 15, c: 15 }],
    ['metadata.yaml', 'a: on', { a: 'on' }],
    ['stacks/a/clusteraddon.yaml', 'a: y', { a: 'y' }],
    ['stacks/a/stack.yaml', 'a: no', { a: 'no' }],
    ['stacks/a/versions.yaml', 'a: no', { a: false }],
    ['compatibility.yaml', 'expires: 2027-01-31', { expires: '2027-01-31' }],
    ['stack.lock.yaml', 'a: 2027-01-31', { a: '2027-01-31' }],
    ['cluster-class/Chart.yaml', 'a: yes', { a: true }],
    ['cluster-class/values.yaml', 'on: 0400', { true: 256 }],
    ['templates/x.yaml', 'a: 1_000', { a: 1000 }],
  ])('%s', (file, text, data) => expect(toData(parseYaml(file, Buffer.from(text)))).toEqual(data));

  test.each<[file: string, text: string, findings: readonly string[]]>([
    ['csctl.yaml', 'a: 1\na: 2\n', ['refuse duplicate-key csctl.yaml:2:1']],
    ['Chart.yaml', 'a: 1\na: 2\n', ['warn duplicate-key Chart.yaml:2:1']],
    ['versions.yaml', '- {a: 1, a: 2}\n', ['warn duplicate-key versions.yaml:1:10']],
    ['cluster-addon-values.yaml', 'a: 1\na: 2\n', ['refuse duplicate-key cluster-addon-values.yaml:2:1']],
    ['overwrite.yaml', 'a: 1\n~: 2\n', ['refuse yaml-syntax overwrite.yaml:2:1']],
  ])('%s with %j', (file, text, findings) => {
    expect(parseYaml(file, Buffer.from(text)).findings.map(briefFinding('.'))).toEqual(findings);
  });

  test('who refuses what the other takes is told', () => {
    const [finding] = parseYaml('overwrite.yaml', Buffer.from('a: .inf\n')).findings;
    expect(finding?.message).toMatch(/^is not valid YAML: infinity .*\(so Helm and kubectl say; csctl and CSO would take it\)$/);
  });
});
