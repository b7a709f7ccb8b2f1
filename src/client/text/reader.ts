import { lazy } from "../ui/lazy.ts"

const markdown = lazy(() => import("./markdown.ts"))
// Fetched beside the app rather than within it: usually loaded before the first message.
markdown()

/** Undefined until the parser is loaded: messages are plain text until then. */
export const readMarkdown = (text: string) => markdown()?.parseMarkdown(text)
