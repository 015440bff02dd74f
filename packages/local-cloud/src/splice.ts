import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

/**
 * Joins two connections, so that each is to the other what the far end is to it: bytes at the pace of the slower one, the
 * end of one direction while the other goes on, and a reset.
 */
export function splice(one: Socket, other: Socket): void {
  follow(one, other);
  follow(other, one);
}

function follow(from: Socket, to: Socket): void {
  from.pipe(to);
  from.on("error", () => reset(to));
  from.once("close", () => {
    if (!from.readableEnded) reset(to);
  });
}

/** Breaks a connection, so that its far end does not take what came so far for everything. */
export function reset(socket: Socket): void {
  if (socket.destroyed) return;
  // TLS has no reset; one that breaks off without its own goodbye says the same.
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}
