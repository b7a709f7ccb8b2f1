import { z } from "zod"

/** Not for BASE_PATH: a proxy may strip it or leave it on. */
const OWN = "api trpc ws rooms assets docs redoc openapi.json healthz readyz metrics".split(" ")

const SEGMENT = /^(?!\.{1,2}$)[\w.~-]+$/

export const BasePath = z.string().transform((path, context) => {
  const segments = path.replace(/^\/|\/$/g, "").split("/")
  if (segments.length === 1 && segments[0] === "") return "/"
  const [first = ""] = segments
  if (!segments.every((segment) => SEGMENT.test(segment)))
    context.addIssue({ code: "custom", message: "is not a path of plain words, as /chat/" })
  else if (OWN.includes(first))
    context.addIssue({ code: "custom", message: `/${first} is a path of the server's own` })
  return `/${segments.join("/")}/`
})

export const PublicUrl = z
  .string()
  .refine(isPublicUrl, "is not of the form https://HOST or https://HOST/PATH")
  .transform((url) => new URL(url).href.replace(/\/$/, ""))

function isPublicUrl(text: string): boolean {
  const url = URL.parse(text)
  if (!(url && /^https?:$/.test(url.protocol) && /^https?:\/\/[^/]/i.test(text))) return false
  return url.username === "" && url.password === "" && !/[?#\s]/.test(text)
}

/** Null where the two agree: PUBLIC_URL may leave the path out. */
export function disagreement(publicUrl: string | undefined, basePath: string): string | null {
  const path = publicUrl === undefined ? "/" : new URL(publicUrl).pathname
  if (path === "/" || `${path}/` === basePath) return null
  return `the path of PUBLIC_URL is ${path}, that of BASE_PATH ${basePath}: set BASE_PATH=${path}/`
}
