import { createTransport } from "nodemailer";
import { messageOf } from "#lib/errors.ts";
import { OutgoingError } from "./webhook.ts";

const timeoutMs = 15_000;

export type Mail = { id: string; from: string; to: string; subject: string; text: string };

/** Hands one mail to the server of `SMTP_URL`. The message id is the same at every attempt. @throws OutgoingError */
export async function sendMail(smtpUrl: string, { id, from, to, subject, text }: Mail): Promise<void> {
  const transport = createTransport({ url: smtpUrl, connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs, disableFileAccess: true, disableUrlAccess: true });
  try {
    await transport.sendMail({ from, to, subject, text, messageId: `<${id}@${from.split("@").at(-1) ?? "imagefactory"}>`, headers: { "auto-submitted": "auto-generated" } });
  } catch (error) {
    const status = (error as { responseCode?: number }).responseCode ?? null;
    throw new OutgoingError(`The mail server did not take it: ${messageOf(error).slice(0, 300)}`, status);
  } finally {
    transport.close();
  }
}
