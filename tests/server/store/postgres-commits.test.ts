/** What waits for Postgres while it does not answer, or not quickly enough. */
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { STORE_WAIT_MS_MAX } from "../../../src/server/limits.ts"
import { GroupCommit } from "../../../src/server/store/postgres/group-commit.ts"
import type { Draft } from "../../../src/server/store/store.ts"
import { codeOf, draft } from "../../support/test-store.ts"

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }))
afterEach(() => void vi.useRealTimers())

const stored = ({ roomId, username, content, clientId }: Draft) => ({
  message: { id: 1, seq: 1, timestamp: "", roomId, username, content, clientId },
  created: true,
})

const contentsOf = (commit: { mock: { calls: [Draft[], ...unknown[]][] } }) =>
  commit.mock.calls.map(([drafts]) => drafts.map(({ content }) => content))

test("who was refused while they queued does not hold up those who still wait", async () => {
  const stuck = Promise.withResolvers<never>()
  const commit = vi.fn(async (drafts: Draft[]) => drafts.map(stored))
  commit.mockReturnValueOnce(stuck.promise)
  const commits = new GroupCommit(commit)
  const first = codeOf(commits.append(draft(1, "first")))
  await vi.waitFor(() => expect(commit).toHaveBeenCalledOnce())
  const second = codeOf(commits.append(draft(1, "second")))
  vi.advanceTimersByTime(STORE_WAIT_MS_MAX - 1)
  const late = codeOf(commits.append(draft(1, "late")))
  vi.advanceTimersByTime(1)
  expect(await Promise.all([first, second])).toEqual(["STORE_UNAVAILABLE", "STORE_UNAVAILABLE"])
  stuck.reject(new Error("the connection was lost"))
  await vi.advanceTimersByTimeAsync(100)
  expect(await late).toBe("not refused")
  expect(contentsOf(commit)).toEqual([["first"], ["late"]])
})

test("who is about to give up does not make the others try twice", async () => {
  const slow = Promise.withResolvers<void>()
  const commit = vi.fn(async (drafts: Draft[]) => drafts.map(stored))
  commit.mockImplementationOnce(async (drafts) => {
    await slow.promise
    return drafts.map(stored)
  })
  const commits = new GroupCommit(commit)
  const first = commits.append(draft(1, "first"))
  await vi.waitFor(() => expect(commit).toHaveBeenCalledOnce())
  const impatient = codeOf(commits.append(draft(1, "impatient")))
  vi.advanceTimersByTime(STORE_WAIT_MS_MAX - 300)
  const patient = commits.append(draft(1, "patient"))
  slow.resolve()
  await Promise.all([first, patient])
  expect(contentsOf(commit)).toEqual([["first"], ["patient"]])
  vi.advanceTimersByTime(300)
  expect(await impatient).toBe("STORE_UNAVAILABLE")
})
