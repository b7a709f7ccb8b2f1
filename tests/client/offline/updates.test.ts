import { createRoot } from "solid-js"
import { expect, test, vi } from "vitest"
import { createUpdates } from "../../../src/client/offline/updates.ts"

/** A browser's own record of the app's worker, as far as the app looks at it. */
class Registration extends EventTarget {
  installing: EventTarget | null = null
  waiting: { postMessage: (text: string) => void } | null = null
  update = vi.fn(async () => undefined)

  /** A version comes, and is there in full. */
  arrives() {
    const worker = new EventTarget()
    this.installing = worker
    this.dispatchEvent(new Event("updatefound"))
    this.installing = null
    this.waiting = { postMessage: vi.fn() }
    worker.dispatchEvent(new Event("statechange"))
  }
}

function app({ controlled = true } = {}) {
  const registration = new Registration()
  const restart = vi.fn()
  const workers = Object.assign(new EventTarget(), {
    controller: controlled ? {} : null,
    register: async () => registration,
  }) as unknown as ServiceWorkerContainer
  const updates = createRoot(() => createUpdates(workers, restart))
  return { updates, registration, workers, restart }
}

test("a new version is offered when it is there in full, and comes when it is taken", async () => {
  const { updates, registration, workers, restart } = app()
  await updates.register()
  expect(updates.isReady()).toBe(false)
  registration.arrives()
  expect(updates.isReady()).toBe(true)
  workers.dispatchEvent(new Event("controllerchange"))
  expect(restart).toHaveBeenCalledTimes(0)

  updates.apply()
  expect(registration.waiting?.postMessage).toHaveBeenCalledWith("take over")
  expect(restart).toHaveBeenCalledTimes(0)
  workers.dispatchEvent(new Event("controllerchange"))
  expect(restart).toHaveBeenCalledTimes(1)
})

test("a version that arrived earlier is offered at once", async () => {
  const { updates, registration } = app()
  registration.waiting = { postMessage: vi.fn() }
  await updates.register()
  expect(updates.isReady()).toBe(true)
})

test("on a first visit nothing is offered", async () => {
  const { updates, registration } = app({ controlled: false })
  await updates.register()
  registration.arrives()
  expect(updates.isReady()).toBe(false)
})

test("a version taken in another tab is here after a restart", async () => {
  const { updates, registration, restart } = app()
  await updates.register()
  registration.arrives()
  registration.waiting = null
  updates.apply()
  expect(restart).toHaveBeenCalledTimes(1)
})
