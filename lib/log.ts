import pino from "pino";

export type Logger = pino.Logger;

/**
 * A structured logger for one process or room; one JSON object per line on standard output.
 * Lines go to standard output, or to `destination`. The level comes from `LOG_LEVEL`. Values under well-known secret names are replaced before they are written.
 */
export function createLogger(name: string, level = process.env["LOG_LEVEL"] ?? "info", destination: pino.DestinationStream = pino.destination(1)): Logger {
  const options: pino.LoggerOptions = {
    name,
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ["password", "passphrase", "secret", "token", "authorization", "cookie", "*.password", "*.passphrase", "*.secret", "*.token", "*.authorization", "*.cookie"],
      censor: "[redacted]",
    },
  };
  return pino(options, destination);
}
