/** The states in which people see the app, each with what it takes to get there: for pictures and for axe. */
import { arriving } from "./states/arriving.ts"
import { dialogs } from "./states/dialogs.ts"
import { talking } from "./states/talking.ts"
import { trouble } from "./states/trouble.ts"

export const states = { ...arriving, ...talking, ...trouble, ...dialogs }

/** They begin at a keyboard or with a mouse, which a finger would not. */
export const withoutTouch = ["message-actions", "emoji-picker", "suggestions", "shortcuts"]
