/** Several nodes in this process, on one database and one bus that does as it is told. */
import type { AppOptions } from "../../src/server/app.ts"
import type { Nodes } from "../../src/server/nodes/cluster.ts"
import { openStore } from "../../src/server/store/open.ts"
import { startTestApp, type TestApp } from "./app.ts"
import { createMemoryWire } from "./memory-bus.ts"

type TestClusterOptions = Partial<AppOptions> & {
  busFor?: (epoch: string) => Promise<Partial<Nodes> & Pick<Nodes, "bus">>
}

/** Over a wire in memory, unless `busFor` a node is another. */
export async function startTestCluster({ busFor, ...options }: TestClusterOptions = {}) {
  const store = await openStore("sqlite::memory:")
  const wire = createMemoryWire()
  const complaints: string[] = []
  const log = {
    warn: (about: object, text: string) => complaints.push(`${text} ${JSON.stringify(about)}`),
  }
  const start = async () => {
    const nodes = busFor ? await busFor(store.epoch) : { bus: wire.bus() }
    return startTestApp({ ...options, store, nodes: { ...nodes, log: log as never } })
  }
  const apps: [TestApp, TestApp] = [await start(), await start()]

  return {
    apps,
    store,
    wire,
    /** What was logged about other nodes. */
    complaints,

    async [Symbol.asyncDispose]() {
      for (const app of apps) await app[Symbol.asyncDispose]()
      await store.close()
    },
  }
}
