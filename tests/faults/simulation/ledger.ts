/** Notes every message that is sent and what became of it. */
import { expect } from "vitest"
import type { Person } from "../../../src/server/identity/person.ts"
import type { Appended } from "../../../src/server/store/store.ts"
import { ChatError, type ChatErrorCode } from "../../../src/shared/errors.ts"
import type { Message, NewMessage } from "../../../src/shared/schema.ts"
import { nameKey } from "../../../src/shared/text.ts"

/** `kept` is what the store held under the answer's seq at the moment of the answer. */
type Answered = { answer: Message; kept: Message | undefined }
type Attempt = { who: Person; message: NewMessage; outcome: Answered | ChatErrorCode | null }

type Send = (who: Person, message: NewMessage) => Promise<Appended>

export function createLedger(sendTo: Send, log: Message[]) {
  const attempts: Attempt[] = []
  const created: number[] = []

  function expectOutcome({ who, message, outcome }: Attempt) {
    const { clientId } = message
    const same = log.filter((one) => one.clientId === clientId && nameKey(one.username) === who.id)
    if (clientId !== null) expect(same.length).toBeLessThanOrEqual(1)
    if (outcome === "CLIENT_ID_CONFLICT") expect(same[0]?.content).not.toBe(message.content)
    if (outcome === null || typeof outcome === "string") return
    expect(outcome.answer).toMatchObject(message)
    expect(outcome.kept).toEqual(outcome.answer)
    if (clientId !== null) expect(same).toEqual([outcome.answer])
  }

  return {
    /** Everything up to this seq has been acknowledged to its sender. */
    acknowledged: () => created.at(-1) ?? 0,

    async send(who: Person, message: NewMessage): Promise<Message> {
      const attempt: Attempt = { who, message, outcome: null }
      attempts.push(attempt)
      try {
        const { message: answer, created: isNew } = await sendTo(who, message)
        attempt.outcome = { answer, kept: log[answer.seq - 1] }
        if (isNew) created.push(answer.seq)
        return answer
      } catch (error) {
        if (error instanceof ChatError) attempt.outcome = error.code
        throw error
      }
    },

    expectAnswered() {
      expect(attempts.filter(({ outcome }) => outcome === null)).toEqual([])
    },

    /** What was acknowledged is kept once, a retry as what it repeats; what was refused is not kept. */
    expectKept() {
      this.expectAnswered()
      expect(log.map(({ seq }) => seq)).toEqual(created)
      for (const attempt of attempts) expectOutcome(attempt)
    },
  }
}
