import { figure, megabytes, type Table } from "../../measure/report.ts"
import { type Cluster, runCluster } from "../cases/cluster.ts"
import type { Costs } from "../costs.ts"

const base: Cluster = {
  people: 1_000_000,
  rooms: 100_000,
  nodes: 10,
  isByRoom: false,
  sendsPerSecond: 10_000,
  beats: "room",
  seconds: 2,
}

const cases: [string, Cluster][] = [
  ["a tenth of it: 100 k people, 1,000 messages/s", { ...base, ...tenth() }],
  ["as it is: any node, a beat a room", base],
  ["a beat a node", { ...base, beats: "node" }],
  ["a beat a node, 40 nodes", { ...base, beats: "node", nodes: 40 }],
  ["rooms at one node each", { ...base, beats: "node", isByRoom: true }],
]

export function clusterTables(costs: Costs): Table[] {
  const found = cases.map(([name, cluster]) => ({ name, ...runCluster(cluster, costs) }))
  return [
    {
      title: "What the one Redis and the one Postgres have to do",
      columns: [
        "",
        "nodes a room",
        "PUBLISH/s",
        "to nodes/s",
        "Redis busy",
        "MB/s",
        "commits/s",
        "heads/s",
        "Postgres cores",
      ],
      rows: found.map((one) => [
        one.name,
        ...[one.nodesPerRoom, one.publishes, one.deliveries].map(figure),
        percent(one.redisBusy),
        megabytes(one.busBytes),
        ...[one.commits, one.headRows, one.postgresCores].map(figure),
      ]),
    },
    {
      title: "What a node has to do, and how long a message takes",
      columns: ["", "main thread", "MB/s out", "answered p50 ms", "p99", "told p50 ms", "p99"],
      rows: found.map((one) => [
        one.name,
        percent(one.nodeCores),
        megabytes(one.nodeBytes),
        ...[one.answeredP50, one.answeredP99, one.toldP50, one.toldP99].map(figure),
      ]),
    },
  ]
}

function tenth() {
  return { people: base.people / 10, rooms: base.rooms / 10, sendsPerSecond: 1_000 }
}

const percent = (share: number) => `${Math.round(share * 100)} %`
