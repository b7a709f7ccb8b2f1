import { AxeBuilder } from "@axe-core/playwright"
import { expect, type Locator } from "@playwright/test"
import { test } from "./fixtures.ts"
import type { Person } from "./person.ts"

const fence = "```"

test("whatever is written shows as text, and only addresses become links", async ({ person }) => {
  const ann = await person("ann")
  await ann.createRoom("<b>lobby</b>")
  const nasty = `<img src=x onerror="alert(1)"><script>alert(2)</script> &amp; javascript:alert(3)`
  const links =
    "[a](javascript:alert(4)) [b](data:text/html,<script>alert(5)</script>) ![c](//d.example)"
  const dialogs: string[] = []
  ann.page.on("dialog", (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await ann.say(nasty)
  await ann.say(links)
  await ann.say("see https://example.org/a?b=1.")
  await ann.hears([nasty, links, "see https://example.org/a?b=1."])
  const link = ann.conversation.getByRole("link")
  await expect(link).toHaveCount(1)
  await expect(link).toHaveAttribute("href", "https://example.org/a?b=1")
  await expect(link).toHaveAttribute("rel", "noopener noreferrer nofollow")
  await expect(link).toHaveAttribute("target", "_blank")
  await expect(ann.conversation.locator("img, script, b")).toHaveCount(0)
  await ann.page.reload()
  await ann.hears([nasty, links, "see https://example.org/a?b=1."])
  expect(dialogs).toEqual([])
})

test("emphasis, quotes, lists and code look like what they are", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await expect(ann.online).toHaveText(["ann"])
  await ann.say("**a** *b* ~~c~~ `d` snake_case_e")
  await expect(ann.conversation.locator("strong")).toHaveText("a")
  await expect(ann.conversation.locator("em")).toHaveText("b")
  await expect(ann.conversation.locator("del")).toHaveText("c")
  await expect(ann.conversation.locator("code")).toHaveText("d")
  await ann.hears(["a b c d snake_case_e"])
  await server.hears(1, ["> quoted\nanswer", "3. three\n4. four"])
  await expect(ann.conversation.getByRole("blockquote")).toHaveText("quoted")
  await expect(ann.conversation.locator("ol:not(:has(.message)) > li")).toHaveText([
    "three",
    "four",
  ])
  await expect(ann.conversation.locator("ol > li[value='3']")).toHaveText("three")
})

test("spaces, line breaks and blank lines stay as they were written", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  await expect(ann.online).toHaveText(["ann"])
  const texts = ["  a   b\n\n\n    c", "a  *b*   c"]
  await server.hears(1, texts)
  await ann.hears(["  a   b\n\n\n    c", "a  b   c"])
  await select(message(ann, 0))
  expect(await ann.page.evaluate(() => getSelection()?.toString())).toBe(texts[0])
})

test("a link says where it leads, and one into the app opens in the app", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const ann = await person("ann")
  await ann.createRoom("garden")
  await expect(ann.page).toHaveURL(/rooms\/1$/)
  await ann.createRoom("lobby")
  await expect(ann.page).toHaveURL(/rooms\/2$/)
  await ann.say(
    `[the docs](https://example.org/a) [https://bank.example](https://evil.example) ${server.url}/rooms/1`,
  )
  const link = (name: string) => ann.conversation.getByRole("link", { name })
  await expect(link("the docs")).toHaveAttribute("title", "example.org")
  await expect(link("https://bank.example (evil.example)")).toBeVisible()
  await ann.page.evaluate(() => document.body.setAttribute("data-same-page", ""))
  await link("/rooms/1").click()
  await expect(ann.page.getByRole("heading", { name: "garden" })).toBeVisible()
  await expect(ann.page.locator("body")).toHaveAttribute("data-same-page")
  expect(ann.page.context().pages()).toHaveLength(1)
})

test("code is coloured, and copied as it was written", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const ann = await person("ann", { permissions: ["clipboard-read", "clipboard-write"] })
  await ann.createRoom("lobby")
  await expect(ann.online).toHaveText(["ann"])
  const code = 'const a = "<b>"\n\n  // *not bold*'
  await server.hears(1, [`${fence}ts\n${code}\n${fence}`])
  await expect(ann.conversation.locator(".hljs-string")).toHaveText('"<b>"')
  await expect(ann.conversation.locator("pre")).toHaveText(code, { useInnerText: true })
  await ann.conversation.getByRole("button", { name: "Copy code" }).click()
  await expect(ann.conversation.getByRole("button", { name: "Copied" })).toBeVisible()
  expect(await ann.page.evaluate(() => navigator.clipboard.readText())).toBe(code)
})

test("where the page may not copy, the code is selected", { tag: "@long" }, async ({
  person,
  server,
}) => {
  const ann = await person("ann")
  await ann.page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"))
  })
  await ann.createRoom("lobby")
  await expect(ann.online).toHaveText(["ann"])
  await server.hears(1, [`${fence}\nmake all\n${fence}`])
  await ann.conversation.getByRole("button", { name: "Copy code" }).click()
  await expect.poll(() => ann.page.evaluate(() => getSelection()?.toString())).toBe("make all")
})

test("without a parser messages are the text they are", { tag: "@long" }, async ({ person }) => {
  const ann = await person(undefined)
  await ann.page.route(/markdown/, (route) => route.abort("connectionrefused"))
  await ann.page.reload()
  await ann.signIn("ann")
  await ann.createRoom("lobby")
  await ann.say("**a** b")
  await ann.hears(["**a** b"])
})

for (const colorScheme of ["light", "dark"] as const)
  test(`everybody can perceive marked up text in ${colorScheme} colours`, { tag: "@long" }, async ({
    person,
    server,
  }) => {
    const ann = await person("ann", { colorScheme })
    await ann.createRoom("lobby")
    await expect(ann.online).toHaveText(["ann"])
    await server.hears(1, [
      "**a** *b* ~~c~~ `d` https://example.org [e](https://example.org) 🎉",
      "> quote\n> > inner\n\n- one\n  1. two\n\n[https://bank.example](https://evil.example)",
      `${fence}ts\n// remark\n@a class B extends C { d = /e/ + "f" + 1 + null + g(h) }\n${fence}`,
      `${fence}css\n@media a { .b:hover > #c, d { color: #fff !important } }\n${fence}`,
      `${fence}diff\n--- a\n+++ b\n- c\n+ d\n${fence}\n${fence}html\n<a href="b">&amp;</a>\n${fence}`,
      `${fence}sh\nfor a in $b; do echo "c $d" | sed 's/e/f/'; done\n${fence}`,
    ])
    await expect(ann.conversation.locator(".code-block:has(span[class^=hljs])")).toHaveCount(5)
    const { violations } = await new AxeBuilder({ page: ann.page }).analyze()
    expect(
      violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) })),
    ).toEqual([])
  })

const message = (person: Person, index: number) =>
  person.conversation.locator(".message-text").nth(index)

const select = (locator: Locator) =>
  locator.evaluate((node) => getSelection()?.selectAllChildren(node))
