/** What nodes tell each other, as letters: each says who wrote it, and what cannot be read is dropped. */
import { randomUUID } from "node:crypto"
import { z } from "zod"
import type { Bus } from "../hub/bus.ts"

type Log = { warn(about: object, text: string): void }

type Reader<News> = {
  hear(news: News, from: string): void
  inForce(): void
}

export function createPost({ bus, log }: { bus: Bus; log: Log }) {
  /** This node among the others: another one after every start. */
  const self: string = randomUUID()

  return {
    self,

    /** Tells the other nodes, if they can be reached. `reached` is told how many others heard. */
    tell(topic: string, news: object, reached?: (others: number) => void) {
      const count = reached && ((subscribers: number) => reached(subscribers - 1))
      bus.publish(topic, JSON.stringify({ from: self, news }), count)
    },

    /** Hears what other nodes tell; the answer stops it. */
    hear<News>(topic: string, shape: z.ZodType<News>, reader: Reader<News>): () => void {
      const Letter = z.object({ from: z.string(), news: shape })
      function hear(text: string) {
        const { success, data, error } = readJson(Letter, text)
        // Without its content: the log holds none.
        if (!success) return log.warn({ topic, problem: problemIn(error) }, "unreadable news")
        if (data.from !== self) reader.hear(data.news, data.from)
      }
      return bus.subscribe(topic, { hear, inForce: reader.inForce })
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

export type Post = ReturnType<typeof createPost>
