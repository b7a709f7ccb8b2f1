import { z } from "zod"
import {
  ClientId,
  HistoryPage,
  InRoom,
  NewMessage,
  NewRoom,
  Typing,
} from "../../../shared/schema.ts"
import { seqOfEvent } from "../resume-token.ts"
import { listFeed, roomFeed } from "./feed.ts"
import { namedProcedure, procedure, router } from "./procedures.ts"

const RoomsPage = z.object({ after: z.int().nonnegative().optional() }).optional()

export const appRouter = router({
  rooms: router({
    list: procedure
      .input(RoomsPage)
      .query(async ({ ctx, input }) => (await ctx.chat.rooms.list(ctx.caller, input)).rooms),
    activity: procedure
      .input(RoomsPage)
      .query(({ ctx, input }) => ctx.chat.rooms.activity(ctx.caller, input)),
    create: procedure
      .input(NewRoom)
      .mutation(({ ctx, input }) => ctx.chat.rooms.create(ctx.caller, input)),
    delete: procedure
      .input(InRoom)
      .mutation(({ ctx, input }) => ctx.chat.rooms.delete(ctx.caller, input)),
  }),

  messages: router({
    history: procedure
      .input(HistoryPage)
      .query(({ ctx, input }) => ctx.chat.messages.history(ctx.caller, input)),
    send: namedProcedure
      .input(NewMessage.extend({ clientId: ClientId }))
      .mutation(
        async ({ ctx, input }) => (await ctx.chat.messages.send(ctx.caller, input)).message,
      ),
  }),

  typing: router({
    set: namedProcedure
      .input(Typing)
      .mutation(({ ctx, input }) => ctx.chat.setTyping(ctx.caller, input)),
  }),

  /** Events of a room from now on, or after `lastEventId`. A caller with a name is present while subscribed. */
  onRoomEvent: procedure
    .input(InRoom.extend({ lastEventId: z.string().nullish() }))
    .subscription(async ({ ctx, input: { roomId, lastEventId } }) => {
      const after = seqOfEvent(ctx.chat.epoch, lastEventId)
      return roomFeed(await ctx.chat.follow(ctx.caller, { roomId, after }))
    }),

  /** Rooms created and deleted from now on; `rooms.list` has what happened before, or while disconnected. */
  onRoomsChanged: procedure.subscription(async ({ ctx }) =>
    listFeed(await ctx.chat.followRooms(ctx.caller)),
  ),

  /** The last messages of rooms from now on. It may leave some out: `rooms.activity` has them all. */
  onActivity: procedure.subscription(({ ctx }) =>
    Promise.resolve(listFeed(ctx.chat.followActivity(ctx.caller))),
  ),
})

export type AppRouter = typeof appRouter
