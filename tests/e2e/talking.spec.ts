import { expect } from "@playwright/test"
import { test } from "./fixtures.ts"
import { meet } from "./meeting.ts"

test("two people talk, each sees who is there and who is typing", async ({ person }) => {
  const { ann, bo } = await meet(person)
  await expect(ann.online).toHaveText(["ann", "bo"])
  await expect(bo.online).toHaveText(["ann", "bo"])

  await ann.field.pressSequentially("hi bo")
  await expect(bo.typing("ann is typing…")).toBeVisible()
  await expect(ann.typing("ann is typing…")).toBeHidden()
  await ann.field.press("Enter")
  await expect(bo.message("hi bo")).toBeVisible()
  await expect(bo.typing("ann is typing…")).toBeHidden()

  await bo.field.fill("hello ann")
  await bo.page.getByRole("button", { name: "Send" }).click()
  await expect(bo.field).toBeFocused()
  for (const one of [ann, bo]) await one.hears(["hi bo", "hello ann"])

  await bo.page.getByRole("button", { name: "Back" }).click()
  await expect(ann.online).toHaveText(["ann"])
})

test("a reload keeps the name and what was said", async ({ person }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.hasSaid("remember me")
  await ann.page.reload()
  await expect(ann.page.getByRole("heading", { name: "lobby" })).toBeVisible()
  await ann.hears(["remember me"])
  await expect(ann.online).toHaveText(["ann"])
})

test("a name that is not allowed is refused in words, and can be changed later", {
  tag: "@long",
}, async ({ person }) => {
  const ann = await person()
  const name = ann.page.getByRole("textbox", { name: "Username" })
  const go = ann.page.getByRole("button", { name: "Continue" })
  await go.click()
  await expect(ann.alert).toHaveText("Please enter a name.")
  await name.fill("n".repeat(33))
  await go.click()
  await expect(ann.alert).toContainText("at most 32 characters")
  await ann.signIn("ann")
  await ann.createRoom("lobby")
  await expect(ann.online).toHaveText(["ann"])
  await ann.page.getByRole("button", { name: "Change name" }).click()
  await expect(name).toHaveValue("ann")
  await ann.signIn("annabel")
  await expect(ann.online).toHaveText(["annabel"])
})

test("Enter sends, Shift+Enter breaks the line, and an input method keeps its Enter", {
  tag: "@long",
}, async ({ person }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.field.pressSequentially("one")
  await ann.field.press("Shift+Enter")
  await ann.field.pressSequentially("two")
  await ann.field.dispatchEvent("keydown", { key: "Enter", isComposing: true })
  await ann.field.dispatchEvent("keydown", { key: "Enter", keyCode: 229 })
  await expect(ann.field).toHaveValue("one\ntwo")
  await ann.field.press("Enter")
  await expect(ann.field).toHaveValue("")
  await ann.hears(["one\ntwo"])
})

test("where the browser keeps nothing people still talk, and are told so", {
  tag: "@long",
}, async ({ person }) => {
  const ann = await person()
  await ann.page.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", { value: undefined })
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("not here", "SecurityError")
      },
    })
  })
  await ann.page.reload()
  await ann.signIn("ann")
  await expect(ann.rooms.getByText("This browser lets Confab keep nothing")).toBeVisible()
  await ann.createRoom("lobby")
  await ann.field.fill("half a thought")
  await ann.createRoom("garden")
  await expect(ann.field).toHaveValue("")
  await ann.enter("lobby")
  await expect(ann.field).toHaveValue("half a thought")
  await ann.field.press("Enter")
  await ann.hears(["half a thought"])
})

test("a text that is too long is kept, and its writer told", { tag: "@long" }, async ({
  person,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.field.fill("🙂".repeat(3_900))
  await expect(ann.page.getByText("3,900 of 4,000 characters")).toBeVisible()
  const long = "🙂".repeat(4_001)
  await ann.field.fill(long)
  await expect(ann.alert).toContainText("Too long to send: 4,001 of 4,000 characters")
  await ann.field.press("Enter")
  await expect(ann.field).toHaveValue(long)
  await ann.field.press("Backspace")
  await ann.field.press("Enter")
  await ann.hears(["🙂".repeat(4_000)])
})

test("somebody who says too much at once waits, and loses nothing", { tag: "@long" }, async ({
  person,
  server,
}) => {
  test.slow()
  const ann = await person("ann")
  await ann.createRoom("elsewhere")
  await ann.createRoom("lobby")
  const bo = await person("bo")
  await bo.enter("lobby")

  const flood = server.floodAs("ann", 1)
  const said = ["one", "two", "three"]
  for (const text of said) await ann.say(text)
  await ann.hears(said)
  await flood.stop()
  for (const one of [ann, bo]) await one.hears(said)
  await expect(ann.kept("three")).toBeVisible()
  await expect(ann.alert).toHaveCount(0)
})

test("what one person says within five minutes stands under one name", { tag: "@long" }, async ({
  person,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.say("one")
  await ann.say("two")
  const bo = await person("bo")
  await bo.enter("lobby")
  await bo.say("three")
  await ann.hears(["one", "two", "three"])
  await expect(ann.conversation.getByText("ann", { exact: true })).toHaveCount(1)
  await expect(ann.conversation.getByText("today")).toHaveCount(1)
  const time = ann.conversation.getByRole("listitem").last().locator("time")
  await expect(time).toHaveAttribute("title", /\d{4}/)
})
