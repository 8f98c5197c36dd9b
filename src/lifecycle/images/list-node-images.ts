import { type Facts, listSaidImages, type NodeImage } from '../../compat/index.ts';
import { parseImageName } from '../../oci/index.ts';
import type { ListedNodeImage, NotSeen } from './report.ts';

/** The images that machines start from: those that the release provides, and those that its machine templates ask for. */
export function listNodeImages(facts: Facts): { readonly nodeImages: readonly ListedNodeImage[]; readonly unknown: readonly NotSeen[] } {
  const found = listSaidImages(facts);
  // A template that asks by name for what the release provides asks for nothing more.
  const provided = new Set(found.filter((image) => image.provided !== undefined).map(({ text }) => text));
  const asked = found.filter((image) => image.provided === undefined && !(image.form === 'name' && provided.has(image.text)));
  const groups = [...new Set(found.flatMap((image) => image.provided ?? []))].map((group) =>
    found.filter((image) => image.provided === group),
  );
  const listed = new Map<string, ListedNodeImage>();
  for (const { found: places, ...image } of [...groups, ...asked.map((image) => [image])].map(describeImages)) {
    const key = JSON.stringify(image);
    listed.set(key, { ...image, found: [...new Set([...(listed.get(key)?.found ?? []), ...places])] });
  }
  return { nodeImages: [...listed.values()], unknown: findUnsaid(facts, found) };
}

/** What the release provides has a name and a URL that belong together; what a template asks for has one of them. */
function describeImages(images: readonly NodeImage[]): ListedNodeImage {
  const textOf = (form: NodeImage['form']) => images.find((image) => image.form === form);
  const [container, file, name] = [textOf('container'), textOf('url'), textOf('name')];
  const found = [...new Set(images.map(({ subject }) => subject))];
  if (container !== undefined) {
    const digest = parseImageName(container.text)?.digest;
    return { kind: 'container', name: container.text, ...(digest !== undefined && { digest }), found };
  }
  const checksum = file?.hash === undefined ? file?.checksum : `${file.hash.algorithm}:${file.hash.value}`;
  return {
    kind: file === undefined ? 'name' : 'file',
    ...(name && { name: name.text }),
    ...(file && { url: file.text }),
    ...(checksum !== undefined && { checksum }),
    found,
  };
}

/** Templates of machines whose image nothing says until somebody sets a variable. */
function findUnsaid(facts: Facts, found: readonly NodeImage[]): NotSeen[] {
  const machines = facts
    .simulations()
    .flatMap(({ targets }) =>
      targets.filter(({ ref: { role } }) => role.kind === 'controlPlaneMachines' || role.kind === 'workerMachines'),
    );
  const subjects = [...new Set(machines.map(({ object: { kind, name } }) => `${kind}/${name}`))];
  return subjects
    .filter((subject) => !found.some((image) => image.subject === subject))
    .map((subject) => ({ subject, message: 'no image of its machines is known: a variable of the cluster says it, or the provider' }));
}
