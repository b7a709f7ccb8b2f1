import { expect } from "@playwright/test"
import { test } from "./fixtures.ts"

test("somebody with two tabs is there once, until the last one is closed", {
  tag: "@long",
}, async ({ person }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  const bo = await person("bo", { at: "/rooms/1" })
  const other = await bo.page.context().newPage()
  await other.goto("/rooms/1")
  const othersOnline = other.getByRole("complementary", { name: "Online" }).getByRole("listitem")
  await expect(othersOnline).toHaveText(["ann", "bo"])
  await expect(ann.online).toHaveText(["ann", "bo"])
  await other.close()
  await bo.say("still here")
  await ann.hears(["still here"])
  await expect(ann.online).toHaveText(["ann", "bo"])
  await bo.page.close()
  await expect(ann.online).toHaveText(["ann"])
})

test("a typing line is as high as none", { tag: "@long" }, async ({ person }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  const bo = await person("\u05d1\u05d5", { at: "/rooms/1" })
  await expect(ann.online).toHaveCount(2)
  const before = await ann.field.boundingBox()
  await bo.field.pressSequentially("hm")
  await expect(ann.typing("\u05d1\u05d5 is typing…")).toBeVisible()
  expect(await ann.field.boundingBox()).toEqual(before)
})
