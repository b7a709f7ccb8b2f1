import { ChatError } from "../../shared/errors.ts"

export const storeErrors = {
  roomNotFound: () => new ChatError("ROOM_NOT_FOUND", "Room not found"),
  roomNameTaken: () => new ChatError("ROOM_NAME_TAKEN", "A room with this name already exists"),
  roomsFull: () =>
    new ChatError("ROOMS_FULL", "There are as many rooms as there may be: one has to go first"),
  clientIdConflict: () =>
    new ChatError("CLIENT_ID_CONFLICT", "This client id was already used for another message"),
  unavailable: (cause: unknown) =>
    new ChatError("STORE_UNAVAILABLE", "The messages cannot be reached right now", { cause }),
}
