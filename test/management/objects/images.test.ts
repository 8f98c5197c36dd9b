import { expect, test } from 'vitest';
import { createImages, type NodeImage, type PreviousImages } from '../../../src/management/objects/images.ts';
import { checkObject } from '../support/crd-schemas.ts';

const CLOUD = { secret: 'openstack-clouds', cloud: 'openstack' };
const NONE: PreviousImages = { images: new Map(), keep: true };

const image = (name: string, more: Partial<NodeImage> = {}): NodeImage => ({
  name,
  url: `https://images.example.com/${name}.qcow2`,
  diskFormat: 'qcow2',
  containerFormat: 'bare',
  visibility: undefined,
  ...more,
});
const create = (images: readonly NodeImage[], previous = NONE, namespaces = ['a']) => createImages(images, namespaces, CLOUD, previous);
type Created = ReturnType<typeof create>;
const urls = ({ documents }: Created) =>
  documents.map(({ data }) => {
    const { metadata, spec } = data as {
      readonly metadata: { readonly name: string; readonly namespace: string };
      readonly spec: { readonly resource: { readonly content: { readonly download: { readonly url: string } } } };
    };
    return `${metadata.namespace}/${metadata.name} ${spec.resource.content.download.url}`;
  });
const remember = ({ documents }: Created, keep: boolean): PreviousImages => ({
  images: new Map(
    documents.map(({ data }) => {
      const { metadata, spec } = data as {
        readonly metadata: { readonly name: string; readonly namespace: string };
        readonly spec: { readonly resource: Readonly<Record<string, unknown>> };
      };
      return [`${metadata.namespace}/${metadata.name}`, spec.resource];
    }),
  ),
  keep,
});

test('what an image holds never changes: a later image of its name is told, and not written', () => {
  const first = create([image('u-1-32')]);
  const rebuilt = image('u-1-32', { url: 'https://images.example.com/rebuilt.qcow2' });
  const next = create([rebuilt, image('u-1-33')], remember(first, false));
  expect(urls(next)).toEqual(['a/u-1-32 https://images.example.com/u-1-32.qcow2', 'a/u-1-33 https://images.example.com/u-1-33.qcow2']);
  expect(next.unwritten.map(({ name }) => name)).toEqual(['u-1-32']);
  const together = create([image('U 1', { url: 'https://images.example.com/u1' }), image('u-1')]);
  expect([urls(together).length, together.unwritten.map(({ name }) => name)]).toEqual([1, ['u-1']]);
  expect(create([image('u-1-32'), image('u-1-32')]).unwritten).toEqual([]);
});

test('what was written stays until it is not kept any more', () => {
  const first = create([image('u-1-32'), image('u-1-33')], NONE, ['a', 'b']);
  expect(create([image('u-1-33')], remember(first, true), ['a', 'b'])).toEqual(first);
  expect(urls(create([image('u-1-33')], remember(first, false), ['b']))).toEqual(['b/u-1-33 https://images.example.com/u-1-33.qcow2']);
});

test.each<[string, Partial<NodeImage>]>([
  ['a disk format', { diskFormat: 'floppy' }],
  ['a container format', { containerFormat: 'box' }],
  ['a visibility', { visibility: 'secret' }],
  ['an address', { url: 'not an address' }],
  ['a name', { name: 'a,b' }],
  ['a name that leaves nothing', { name: '***' }],
  ['a name of signs', { name: `${'-'.repeat(400_000)}*` }],
])('%s that the resource controller does not take is told, and not written', (_, more) => {
  const { documents, unwritten } = create([image('good'), image('bad', more)]);
  expect([documents.length, unwritten.length]).toEqual([1, 1]);
  expect(documents.flatMap(({ data }) => checkObject(JSON.parse(JSON.stringify(data))))).toEqual([]);
});
