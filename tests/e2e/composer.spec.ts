import { AxeBuilder } from "@axe-core/playwright"
import { expect } from "@playwright/test"
import { test } from "./fixtures.ts"
import { meet } from "./meeting.ts"
import type { Person } from "./person.ts"

const proposals = ({ page }: Person) => page.getByRole("listbox").getByRole("option")

test("a shortcode is completed by the keyboard, and undone like typing", { tag: "@long" }, async ({
  person,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.field.pressSequentially("hi :smi")
  await expect(proposals(ann).first()).toHaveAttribute("aria-selected", "true")
  const chosen = await proposals(ann).first().getAttribute("id")
  await expect(ann.field).toHaveAttribute("aria-activedescendant", chosen ?? "")
  expect((await new AxeBuilder({ page: ann.page }).analyze()).violations).toEqual([])

  await ann.field.press("ArrowDown")
  await expect(proposals(ann).nth(1)).toHaveAttribute("aria-selected", "true")
  await ann.field.press("ArrowUp")
  await ann.field.press("Enter")
  await expect(ann.field).toHaveValue("hi 😄 ")
  await expect(proposals(ann)).toHaveCount(0)
  await ann.field.press("ControlOrMeta+z")
  await expect(ann.field).toHaveValue("hi :smi")

  // What was undone is selected, as always.
  await ann.field.press("ArrowRight")
  await ann.field.press("l")
  await expect(proposals(ann).first()).toBeVisible()
  await ann.field.press("Escape")
  await expect(proposals(ann)).toHaveCount(0)
  await ann.field.press("Enter")
  await ann.hears(["hi :smil"])
})

test("a whole shortcode becomes its emoji, a time of day stays one", { tag: "@long" }, async ({
  person,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.field.pressSequentially(":sm")
  await expect(proposals(ann).first()).toBeVisible()
  await ann.field.pressSequentially("ile: at 10:30:00")
  await expect(ann.field).toHaveValue("😄 at 10:30:00")
  await ann.field.press("Enter")
  await ann.hears(["😄 at 10:30:00"])
})

test("people in the room are proposed after an @", { tag: "@long" }, async ({ person }) => {
  const { bo } = await meet(person)
  const lee = await person("Anna Lee")
  await lee.enter("lobby")
  await expect(bo.online).toHaveCount(3)
  await bo.field.pressSequentially("@")
  await expect(proposals(bo)).toHaveText([/ann$/, /Anna Lee$/])
  await bo.field.pressSequentially("lee")
  await expect(proposals(bo)).toHaveText([/Anna Lee$/])
  await bo.field.press("Tab")
  await expect(bo.field).toHaveValue("@Anna Lee ")
  await bo.field.pressSequentially("and an@")
  await expect(proposals(bo)).toHaveCount(0)
  await bo.field.pressSequentially(" @an")
  await proposals(bo).first().click()
  await expect(bo.field).toHaveValue("@Anna Lee and an@ @ann ")
  await expect(bo.field).toBeFocused()
})

test("an input method composes with Enter, arrows and colons of its own", { tag: "@long" }, async ({
  person,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  const input = await ann.page.context().newCDPSession(ann.page)
  await ann.field.pressSequentially("a ")
  await input.send("Input.imeSetComposition", {
    text: ":smile",
    selectionStart: 6,
    selectionEnd: 6,
  })
  await expect(ann.field).toHaveValue("a :smile")
  await expect(proposals(ann)).toHaveCount(0)
  await ann.field.dispatchEvent("keydown", { key: "Enter", keyCode: 229 })
  await expect(ann.field).toHaveValue("a :smile")
  await input.send("Input.insertText", { text: "日本" })
  await expect(ann.field).toHaveValue("a 日本")
  await ann.field.press("Enter")
  await ann.hears(["a 日本"])
})

test("emoji go by their German names in German", { tag: "@long" }, async ({ person }) => {
  const ann = await person(undefined, { locale: "de-DE" })
  await ann.page.getByRole("textbox", { name: "Benutzername" }).fill("ann")
  await ann.page.getByRole("button", { name: "Weiter" }).click()
  await ann.page.getByRole("textbox", { name: "Name des Raums" }).fill("Diele")
  await ann.page.getByRole("button", { name: "Raum anlegen" }).click()
  const field = ann.page.getByRole("textbox", { name: "Nachricht" })
  await field.pressSequentially(":affeng")
  await expect(proposals(ann).first()).toBeVisible()
  await field.press("Enter")
  await expect(field).toHaveValue("🐵 ")
})

test("an arrow up in the empty field takes back what was not sent", { tag: "@long" }, async ({
  person,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.hasSaid("sent")
  await ann.field.press("ArrowUp")
  await expect(ann.field).toHaveValue("")
  await ann.writeNonsense()
  await ann.field.press("Enter")
  await expect(ann.alert).toContainText("Not sent.")
  await ann.field.press("ArrowUp")
  await expect(ann.field).toHaveValue(/^half a pair/)
  await ann.hears(["sent"])

  await ann.field.fill("")
  await ann.cannotConnect()
  await expect(ann.status).toHaveText(/^Reconnecting/)
  await ann.say("one")
  await ann.say("tow")
  await ann.field.press("ArrowUp")
  await expect(ann.field).toHaveValue("tow")
  await ann.field.fill("two")
  await ann.field.press("Enter")
  await ann.canConnect()
  await ann.comesBack()
  await expect(ann.kept("two")).toBeVisible()
  await ann.hears(["sent", "one", "two"])
})

test("a draft stays with its room and survives a reload; sent, it is gone", async ({ person }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await ann.field.fill("for the lobby")
  await ann.createRoom("garden")
  await expect(ann.page.getByRole("heading", { name: "garden" })).toBeVisible()
  await ann.field.fill("for the garden")
  await ann.enter("lobby")
  await expect(ann.field).toHaveValue("for the lobby")
  await ann.page.reload()
  await expect(ann.field).toHaveValue("for the lobby")
  await ann.field.press("Enter")
  await expect(ann.kept("for the lobby")).toBeVisible()
  await ann.page.reload()
  await ann.hears(["for the lobby"])
  await expect(ann.field).toHaveValue("")
  await ann.enter("garden")
  await expect(ann.field).toHaveValue("for the garden")
})

test("what is written goes to the room on the screen, however quickly it changes", {
  tag: "@long",
}, async ({ person }) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await expect(ann.page.getByRole("heading", { name: "lobby" })).toBeVisible()
  await ann.createRoom("garden")
  await expect(ann.page.getByRole("heading", { name: "garden" })).toBeVisible()
  await ann.field.pressSequentially("for the garden")
  await ann.page.keyboard.press("Alt+ArrowDown")
  await ann.page.keyboard.type("for the lobby")
  await ann.page.keyboard.press("Enter")
  await expect(ann.page.getByRole("heading", { name: "lobby" })).toBeVisible()
  await ann.hears(["for the lobby"])
  await ann.enter("garden")
  await expect(ann.field).toHaveValue("for the garden")
  await ann.field.press("Enter")
  await ann.hears(["for the garden"])
})

/** Runs in the page: a browser whose style sheets do not let fields grow. */
function withoutFieldSizing() {
  const { supports } = CSS
  CSS.supports = (...asked: [string]) => !asked.includes("field-sizing") && supports(...asked)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync("textarea { field-sizing: fixed !important }")
  document.adoptedStyleSheets.push(sheet)
}

for (const { where, prepare } of [
  { where: "everywhere", prepare: () => undefined },
  { where: "also in browsers that do not do it by themselves", prepare: withoutFieldSizing },
])
  test(`the field grows and shrinks with its text, up to a part of the screen: ${where}`, {
    tag: "@long",
  }, async ({ person }) => {
    const ann = await person("ann")
    await ann.page.addInitScript(prepare)
    await ann.page.reload()
    await ann.createRoom("lobby")
    const height = async () => (await ann.field.boundingBox())?.height ?? 0
    const low = await height()
    await ann.field.fill("a line\nand another\nand more")
    await expect.poll(height).toBeGreaterThan(low * 1.5)
    const three = await height()
    await ann.field.fill("a line\nand another")
    await expect.poll(height).toBeLessThan(three)
    await ann.field.fill("line\n".repeat(200))
    const { height: screen } = ann.page.viewportSize() ?? { height: 0 }
    await expect.poll(height).toBeCloseTo(screen * 0.4, 0)
    await expect(ann.page.getByRole("button", { name: "Send" })).toBeInViewport()
    await ann.field.press("Enter")
    await expect.poll(height).toBe(low)
  })
