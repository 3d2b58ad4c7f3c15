import type { Socket } from "node:net";
import { maxMessageBytes } from "./protocol.ts";

/** A peer sent more than {@link maxMessageBytes} without a newline. */
export class MessageTooLong extends Error {
  override readonly name = "MessageTooLong";
}

/** The lines that a peer sends, without their newlines; what follows the last newline is dropped. */
export async function* linesOf(socket: Socket): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  // The socket stays open when the reader stops, so that it can still be answered.
  for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      if (end >= maxMessageBytes) throw new MessageTooLong();
      yield rest.subarray(0, end).toString("utf8");
      rest = rest.subarray(end + 1);
    }
    if (rest.length >= maxMessageBytes) throw new MessageTooLong();
  }
}
