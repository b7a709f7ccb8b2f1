import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { temporaryFolder } from "../../temporary-folder.ts"
import { type Filled, proxyKind, sample } from "./proxy.ts"

/** The sample is a file of `http`: this is what Debian and the image have around it, with all it writes in one folder. */
const around = (folder: string) => `
  daemon off;
  pid ${folder}/pid;
  error_log stderr notice;
  events {}
  http {
    access_log off;
    client_body_temp_path ${folder}/body;
    proxy_temp_path ${folder}/proxy;
    fastcgi_temp_path ${folder}/fastcgi;
    uwsgi_temp_path ${folder}/uwsgi;
    scgi_temp_path ${folder}/scgi;
    include ${folder}/confab.conf;
  }
`

export const nginx = proxyKind("nginx", "nginx", async (filled, stack) => {
  const { path } = stack.use(await temporaryFolder())
  const template = await readFile(sample("nginx.conf.template"), "utf8")
  await writeFile(join(path, "confab.conf"), fillIn(template, filled))
  await writeFile(join(path, "nginx.conf"), around(path))
  return {
    args: ["-p", path, "-e", "stderr", "-c", join(path, "nginx.conf")],
    ready: /start worker process /,
    stop: "SIGTERM",
  }
})

/** As `envsubst` does, and leaves nginx's own variables alone, which have no braces. */
const fillIn = (template: string, filled: Filled) =>
  template.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => filled[name] ?? "")
