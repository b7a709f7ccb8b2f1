/** Node events as text for the bus and back, each in an envelope that names its node. What cannot be read is dropped. */
import { randomUUID } from "node:crypto"
import { z } from "zod"
import type { Bus } from "./bus.ts"

type Log = { warn(about: object, text: string): void }

type Receiver<Event> = {
  receive(event: Event, from: string): void
  onSubscribed(): void
}

export function createBusCodec({ bus, log }: { bus: Bus; log: Log }) {
  /** This node among the others: another one after every start. */
  const self: string = randomUUID()

  return {
    self,

    /** To the other nodes, if they can be reached; `onReached` gets how many did. */
    publish(topic: string, event: object, onReached?: (others: number) => void) {
      const count = onReached && ((subscribers: number) => onReached(subscribers - 1))
      bus.publish(topic, JSON.stringify({ from: self, news: event }), count)
    },

    subscribe<Event>(topic: string, shape: z.ZodType<Event>, receiver: Receiver<Event>) {
      const Envelope = z.object({ from: z.string(), news: shape })
      function receive(text: string) {
        const { success, data, error } = readJson(Envelope, text)
        // Without its content: the log holds none.
        if (!success) return log.warn({ topic, problem: problemIn(error) }, "unreadable news")
        if (data.from !== self) receiver.receive(data.news, data.from)
      }
      return bus.subscribe(topic, { receive, onSubscribed: receiver.onSubscribed })
    },
  }
}

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    context.addIssue("not JSON")
    return z.NEVER
  }
})

const readJson = <Shape extends z.ZodType>(shape: Shape, text: string) =>
  json.pipe(shape).safeParse(text)

const problemIn = ({ issues }: z.ZodError) =>
  issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join(", ")

export type BusCodec = ReturnType<typeof createBusCodec>
