import { ar as composer } from "./composer/ar.ts"
import { ar as conversation } from "./conversation/ar.ts"
import { ar as emoji } from "./emoji/ar.ts"
import type { Words } from "./en.ts"
import { ar as finding } from "./finding/ar.ts"
import { ar as offline } from "./offline/ar.ts"
import { ar as outbox } from "./outbox/ar.ts"
import { ar as presence } from "./presence/ar.ts"
import { ar as problems } from "./problems/ar.ts"
import { ar as rooms } from "./rooms/ar.ts"
import { ar as session } from "./session/ar.ts"
import { ar as settings } from "./settings/ar.ts"
import { ar as shortcuts } from "./shortcuts/ar.ts"
import { ar as text } from "./text/ar.ts"
import { ar as unread } from "./unread/ar.ts"

export const ar: Words = {
  rooms,
  conversation,
  text,
  composer,
  emoji,
  outbox,
  presence,
  unread,
  finding,
  shortcuts,
  session,
  offline,
  settings,
  problems,
}
