import { expect } from "@playwright/test"
import { test } from "./fixtures.ts"
import { meet } from "./meeting.ts"
import { refuseFirstSend } from "./refusing.ts"

test("a message that is refused waits for its writer, also after a reload", {
  tag: "@long",
}, async ({ person }) => {
  const ann = await person()
  const refusing = await refuseFirstSend(ann)
  await ann.page.reload()
  await ann.signIn("ann")
  await ann.createRoom("lobby")
  const bo = await person("bo")
  await bo.enter("lobby")
  await ann.say("contested")
  await expect(ann.alert).toHaveText("Not sent. It was already sent with another text.")
  await ann.say("another")
  await bo.hears(["another"])
  await ann.page.reload()
  await expect(ann.alert).toHaveText("Not sent. It was already sent with another text.")
  refusing.stop()
  await ann.conversation.getByRole("button", { name: "Retry" }).click()
  await expect(ann.alert).toBeHidden()
  for (const one of [ann, bo]) await one.hears(["another", "contested"])
})

test("why a message was refused is told in the language that is chosen", { tag: "@long" }, async ({
  person,
}) => {
  const ann = await person()
  await refuseFirstSend(ann)
  await ann.page.reload()
  await ann.signIn("ann")
  await ann.createRoom("lobby")
  await ann.say("contested")
  await expect(ann.alert).toHaveText("Not sent. It was already sent with another text.")
  await ann.chooses("Language", "Deutsch")
  const inGerman = "Nicht gesendet. Sie wurde schon mit anderem Text gesendet."
  await expect(ann.alert).toHaveText(inGerman)
  await ann.page.reload()
  await expect(ann.alert).toHaveText(inGerman)
})

test("a message that cannot be sent can be deleted, and is gone for good", {
  tag: "@long",
}, async ({ person }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.writeNonsense()
  await ann.field.press("Enter")
  await expect(ann.alert).toContainText("Not sent. The server refused it")
  await ann.conversation.getByRole("button", { name: "Retry" }).click()
  await expect(ann.alert).toContainText("Not sent. The server refused it")
  await ann.conversation.getByRole("button", { name: "Delete" }).click()
  await ann.hears([])
  await ann.page.reload()
  await expect(ann.page.getByText("Nobody has said anything yet.")).toBeVisible()
  await ann.hears([])
})

test("what was written in a room that is gone is still there to be read", { tag: "@long" }, async ({
  person,
}) => {
  const { ann, bo } = await meet(person)
  await bo.cannotConnect()
  await bo.say("a long letter")
  await expect(bo.message("a long letter")).toBeVisible()
  await ann.page.getByRole("button", { name: "Delete lobby" }).click()
  await ann.dialog.getByRole("button", { name: "Delete" }).click()
  await expect(ann.page.getByText("No rooms yet.")).toBeVisible()
  await bo.canConnect()
  await bo.comesBack()
  await expect(bo.page.getByText("a long letter")).toBeVisible()
  await expect(bo.page.getByText("Not sent. This room no longer exists.")).toBeVisible()
  await bo.page.getByRole("main").getByRole("button", { name: "Delete" }).click()
  await expect(bo.page.getByText("a long letter")).toHaveCount(0)
})
