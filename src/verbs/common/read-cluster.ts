import { isObject } from '../../data.ts';
import { ReleaseError } from '../../errors.ts';
import { readNamedFile } from '../../files/index.ts';
import type { Place } from '../../finding.ts';
import type { ClusterInput } from '../../lifecycle/index.ts';
import { getNode, getScalar, hasSyntaxError, parseYaml, placeOf, readMap, toData } from '../../yaml/index.ts';

/** Bytes. A Cluster has a few thousand. */
const CLUSTER_LIMIT = 1024 * 1024;

/**
 * Reads the YAML of a Cluster, as its owner keeps it or kubectl prints it.
 * @throws ReleaseError `usage`, with the place in the file
 */
export function readClusterFile(file: string): ClusterInput {
  const read = readNamedFile(file, CLUSTER_LIMIT);
  if (read.kind !== 'read') throw fail(`${file} ${read.why}`);
  const yaml = parseYaml(file, read.bytes, { dialect: 'v2' });
  const [problem] = yaml.findings.filter(({ verdict }) => verdict === 'refuse');
  if (problem !== undefined) throw fail(`${formatPlace(problem)} ${problem.message}`);
  const [several] = yaml.findings.filter(({ code }) => code === 'yaml-documents');
  if (several !== undefined) throw fail(`${formatPlace(several)} has several documents; leave the Cluster alone in the file`);
  const data = hasSyntaxError(yaml) || readMap(yaml.root) === undefined ? undefined : toData(yaml);
  if (!isObject(data)) throw fail(`${file} holds no Cluster, but something that is not an object`);
  const kind = getNode(yaml.root, 'kind');
  if (getScalar(yaml, kind)?.source !== 'Cluster') throw fail(`${formatPlace(placeOf(yaml, kind))} is not of kind Cluster`);
  const topology = getNode(yaml.root, 'spec', 'topology');
  if (readMap(topology) !== undefined) return data;
  throw fail(`${formatPlace(placeOf(yaml, topology))} has no spec.topology, so it does not follow a ClusterClass`);
}

function fail(message: string): ReleaseError {
  return new ReleaseError('usage', `--cluster: ${message}`);
}

function formatPlace({ file, line, column }: Partial<Place>): string {
  return line === undefined ? `${file}` : `${file}:${line}:${column ?? 1}`;
}
