/** The tRPC door: what can be asked, each line a procedure over the core. */
import { z } from "zod"
import {
  ClientId,
  HistoryPage,
  InRoom,
  NewMessage,
  NewRoom,
  Typing,
} from "../../../shared/schema.ts"
import { seqOfEvent } from "../position.ts"
import { listLive, roomLive } from "./live.ts"
import { anyone, named, router } from "./procedures.ts"

const RoomsPage = z.object({ after: z.int().nonnegative().optional() }).optional()

export const appRouter = router({
  rooms: router({
    list: anyone
      .input(RoomsPage)
      .query(async ({ ctx, input }) => (await ctx.chat.rooms.list(ctx.peer, input)).rooms),
    activity: anyone
      .input(RoomsPage)
      .query(({ ctx, input }) => ctx.chat.rooms.activity(ctx.peer, input)),
    create: anyone
      .input(NewRoom)
      .mutation(({ ctx, input }) => ctx.chat.rooms.create(ctx.peer, input)),
    delete: anyone
      .input(InRoom)
      .mutation(({ ctx, input }) => ctx.chat.rooms.delete(ctx.peer, input)),
  }),

  messages: router({
    history: anyone
      .input(HistoryPage)
      .query(({ ctx, input }) => ctx.chat.messages.history(ctx.peer, input)),
    send: named
      .input(NewMessage.extend({ clientId: ClientId }))
      .mutation(async ({ ctx, input }) => {
        const { message } = await ctx.chat.messages.send(ctx.peer, ctx.who, input)
        return message
      }),
  }),

  typing: router({
    set: named
      .input(Typing)
      .mutation(({ ctx, input }) => ctx.chat.setTyping(ctx.peer, ctx.who, input)),
  }),

  /** Events of a room from now on, or after `lastEventId`. A caller with a name is present while subscribed. */
  onRoomEvent: anyone
    .input(InRoom.extend({ lastEventId: z.string().nullish() }))
    .subscription(async ({ ctx, input: { roomId, lastEventId } }) => {
      const { chat, who, peer: connection } = ctx
      const after = seqOfEvent(chat.epoch, lastEventId)
      return roomLive(await chat.follow({ roomId, who, after, connection }))
    }),

  /** Rooms created and deleted from now on. What happened before, or while disconnected, `rooms.list` tells. */
  onRoomsChanged: anyone.subscription(async ({ ctx }) =>
    listLive(await ctx.chat.followRooms(ctx.peer)),
  ),

  /** Where rooms stand in which something happens from now on. What is not told, `rooms.activity` tells. */
  onActivity: anyone.subscription(({ ctx }) =>
    Promise.resolve(listLive(ctx.chat.followActivity(ctx.peer))),
  ),
})

export type AppRouter = typeof appRouter
