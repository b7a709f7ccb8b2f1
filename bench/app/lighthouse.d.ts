/** What the bench uses of Lighthouse and of the browser it drives: see peers/socket.io.d.ts. */
declare module "puppeteer-core" {
  type Page = {
    evaluateOnNewDocument(run: (text: string) => void, text: string): Promise<unknown>
    close(): Promise<void>
  }
  type Browser = { newPage(): Promise<Page>; close(): Promise<void> }

  function launch(options: { executablePath: string; args: string[] }): Promise<Browser>
}

declare module "lighthouse" {
  import type { Page } from "puppeteer-core"

  type Audit = { score: number | null; displayValue?: string }
  type Category = {
    title: string
    score: number | null
    auditRefs: { id: string; weight: number }[]
  }

  function navigation(
    page: Page,
    url: string,
    options: { flags: { logLevel: string; onlyCategories: string[] } },
  ): Promise<
    { lhr: { categories: Record<string, Category>; audits: Record<string, Audit> } } | undefined
  >
}
