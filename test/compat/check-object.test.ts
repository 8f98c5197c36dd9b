import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkObject } from '../../src/compat/check-object.ts';

const isOpen = (text: string) => text === 'stand-in';

function check(yaml: string, minor: number | undefined = 32): string[] {
  const data = parse(yaml) as Record<string, unknown>;
  return checkObject(data, String(data['apiVersion']), String(data['kind']), minor, isOpen).map(
    ({ isCertain, message }) => `${isCertain ? '' : 'unknown: '}${message}`,
  );
}

const deployment = (spec: string) => `{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: ${spec}}`;
const container = (fields: string) => deployment(`{template: {spec: {containers: [{name: agent, ${fields}}]}}}`);
const AGENT = 'spec.template.spec.containers[agent]';

describe('fields', () => {
  test.each([
    ['known ones', container('image: a, env: [{name: A, value: "1"}], resources: {limits: {cpu: 1, memory: 1Gi}}'), []],
    ['a slip', deployment('{replica: 1}'), ['has spec.replica, which no apps/v1 Deployment has; did you mean replicas?']],
    ['of another kind', container('cmd: [a]'), [`has ${AGENT}.cmd, which no apps/v1 Deployment has`]],
    ['a prototype’s', deployment('{constructor: 1}'), ['has spec.constructor, which no apps/v1 Deployment has']],
    ['null', deployment('{template: null, selector: {matchLabels: {a: null}}}'), []],
    ['at the top', '{apiVersion: v1, kind: Service, metadata: {name: a}, ports: []}', ['has ports, which no v1 Service has']],
    ['status is not looked into', '{apiVersion: v1, kind: Service, status: {a: 1}}', []],
    ['other kinds are not known', '{apiVersion: example.org/v1, kind: Deployment, spec: 1}', []],
  ])('%s', (_, yaml, expected) => {
    expect(check(yaml)).toEqual(expected);
  });

  test.each([
    [31, ['has spec.template.spec.resources, which Kubernetes has from 1.32 on']],
    [32, []],
    [undefined, []],
    [99, []],
  ])('a field that 1.32 brought, in 1.%s', (minor, expected) => {
    expect(check(deployment('{template: {spec: {resources: {}}}}'), minor)).toEqual(expected);
  });

  test.each([
    [34, ['has spec.template.spec.workloadRef, which Kubernetes has from 1.35 on']],
    [35, []],
    [36, ['has spec.template.spec.workloadRef, which Kubernetes had up to 1.35']],
    [99, ['unknown: has spec.template.spec.workloadRef, which Kubernetes had up to 1.35']],
  ])('a field of 1.35 alone, in 1.%i', (minor, expected) => {
    expect(check(deployment('{template: {spec: {workloadRef: {}}}}'), minor)).toEqual(expected);
  });

  test('of a Kubernetes that is newer than the table nobody knows', () => {
    expect(check(deployment('{later: 1}'), 99)).toEqual(['unknown: has spec.later, which no apps/v1 Deployment has']);
  });
});

describe('types', () => {
  test.each([
    [
      'a number for a text',
      'env: [{name: A, value: 8080}]',
      `has a number at ${AGENT}.env[A].value, where a text belongs; put it in quotes`,
    ],
    ['true for a text', 'args: [true]', `has a boolean at ${AGENT}.args[0], where a text belongs; put it in quotes`],
    [
      'a text for a number',
      'ports: [{containerPort: "80"}]',
      `has a text at ${AGENT}.ports[0].containerPort, where a number belongs; write it without quotes`,
    ],
    ['a text for true', 'tty: "true"', `has a text at ${AGENT}.tty, where true or false belongs; write it without quotes`],
    ['a map for a text', 'image: {a: b}', `has a map at ${AGENT}.image, where a text belongs`],
    [
      'a list for a number or text',
      'resources: {limits: {cpu: [1]}}',
      `has a list at ${AGENT}.resources.limits.cpu, where a single value belongs`,
    ],
    ['a map for a list', 'args: {a: b}', `has a map at ${AGENT}.args, where a list belongs`],
    ['a text for a map', 'resources: ""', `has a text at ${AGENT}.resources, where a map belongs`],
    ['a number or a text', 'livenessProbe: {httpGet: {port: 80}}', undefined],
    ['a text that stands for anything', 'ports: [{containerPort: stand-in}], tty: stand-in, args: stand-in', undefined],
  ])('%s', (_, fields, expected) => {
    expect(check(container(fields))).toEqual(expected === undefined ? [] : [expected]);
  });

  test('of an object the first ten are told', () => {
    expect(check(container(`args: [${Array.from({ length: 50 }, () => 1).join()}]`)).length).toBe(10);
  });

  test('values are never told, since they may be secret', () => {
    expect(check(container('env: [{name: A, value: 12345678}]')).join()).not.toContain('12345678');
  });
});
