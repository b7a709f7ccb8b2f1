import { lazy } from "../ui/lazy.ts"

const markdown = lazy(() => import("./markdown.ts"))
// Fetched beside the app rather than within it: usually it is there before the first message.
markdown()

/** Undefined while there is no parser: then a message is the text it is. */
export const readMarkdown = (text: string) => markdown()?.parseMarkdown(text)
