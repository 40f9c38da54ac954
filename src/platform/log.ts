import { pino, type Logger } from 'pino';

export type { Logger };

/**
 * Fields a log line may carry. Everything else is dropped: personal data never reaches logs, not even by mistake.
 * `path` is the route pattern, never the address that was asked for.
 */
const ALLOWED = new Set([
  'requestId', 'method', 'route', 'status', 'ms', 'code', 'country', 'role', 'version', 'port', 'host', 'file', 'line',
  'count', 'engine', 'migration', 'event', 'rows', 'dataDir', 'signal', 'pid', 'room', 'errorName', 'stack', 'sqlState',
]);

/** Keeps only allowed fields; errors are reduced to name, SQL state and the code lines of their stack (messages may quote data). */
export function redact(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value instanceof Error) Object.assign(kept, errorFields(value));
    else if (ALLOWED.has(key)) kept[key] = value;
  }
  return kept;
}

function errorFields(error: Error): Record<string, unknown> {
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12).join('\n');
  const sqlState = (error as { code?: unknown }).code;
  return { errorName: error.name, stack, ...(typeof sqlState === 'string' ? { sqlState } : {}) };
}

/** The product's logger: JSON lines on standard error, fields by allow-list. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { log: redact, level: (label) => ({ level: label }) },
      serializers: {},
    },
    pino.destination({ fd: 2, sync: false }),
  );
}
