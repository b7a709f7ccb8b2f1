/** Who passes on to whom, so that nobody has to tell more than so many. `from` and `to` are the listeners below. */
export type Relay = { from: number; to: number; children: Relay[] }

type Bounds = { listeners: number; perLeaf: number; fanOut: number }

/** A tree as even as can be: every listener below exactly one leaf, all leaves equally far from the root. */
export function growTree({ listeners, perLeaf, fanOut }: Bounds): Relay {
  const leaves = Math.max(1, Math.ceil(listeners / perLeaf))
  const cut = (at: number) => Math.floor((at * listeners) / leaves)
  let level: Relay[] = Array.from({ length: leaves }, (_, at) => ({
    from: cut(at),
    to: cut(at + 1),
    children: [],
  }))
  while (level.length > 1) level = parentsOf(level, fanOut)
  return level[0] as Relay
}

function parentsOf(level: Relay[], fanOut: number): Relay[] {
  const count = Math.max(1, Math.ceil(level.length / fanOut))
  const cut = (at: number) => Math.floor((at * level.length) / count)
  return Array.from({ length: count }, (_, at) => {
    const children = level.slice(cut(at), cut(at + 1))
    const { from } = children[0] as Relay
    const { to } = children.at(-1) as Relay
    return { from, to, children }
  })
}

/** Every relay, the root first, with its hops from there. */
export function* relaysOf(relay: Relay, hops = 0): Generator<{ relay: Relay; hops: number }> {
  yield { relay, hops }
  for (const child of relay.children) yield* relaysOf(child, hops + 1)
}
