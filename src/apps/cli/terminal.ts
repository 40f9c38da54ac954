import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import type { Locale } from '#kernel/codes';
import { refuse } from '#kernel/errors';
import type { TextParams } from '#platform/i18n';

/** What a command has besides its arguments: where to print, what the environment says, which language. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly t: (key: string, params?: TextParams) => string;
  readonly print: (line: string) => void;
  /** Everything on standard input, for secrets that must not stand on the command line. */
  readonly readInput: () => Promise<string>;
}

export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** One command of `ventanilla`. */
export interface Command {
  /** As typed: `user add`. */
  readonly name: string;
  readonly options: ParseArgsOptionsConfig;
  /** What stands after the options, as shown in the help: `<file>`. */
  readonly operands?: string;
  readonly run: (terminal: Terminal, values: Values, operands: readonly string[]) => Promise<void>;
}

/** The language of the terminal: English only if the environment says so. */
export function terminalLocale(env: Terminal['env']): Locale {
  const wanted = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return wanted.toLowerCase().startsWith('en') ? 'en' : 'es';
}

/** Finds the command of a line, longest name first, and splits the rest. */
export function findCommand(commands: readonly Command[], line: readonly string[]): { command: Command; rest: string[] } | null {
  for (const words of [2, 1]) {
    const command = commands.find((c) => c.name === line.slice(0, words).join(' '));
    if (command) return { command, rest: line.slice(words) };
  }
  return null;
}

/** Options and operands of a command; an unknown or incomplete option is refused by name. */
export function readArguments(command: Command, rest: string[]): { values: Values; operands: string[] } {
  try {
    const { values, positionals } = parseArgs({ args: rest, options: command.options, allowPositionals: true });
    return { values: values as Values, operands: positionals };
  } catch (error) {
    throw refuse('cli.wrong-arguments', { params: { command: command.name, reason: (error as Error).message } });
  }
}

/** The text of an option that the command cannot do without. */
export function needed(values: Values, name: string): string {
  const value = values[name];
  if (typeof value !== 'string' || value === '') throw refuse('cli.option-missing', { params: { option: `--${name}` } });
  return value;
}

/** The only operand of a command. */
export function onlyOperand(operands: readonly string[], what: string): string {
  const [first, ...more] = operands;
  if (first === undefined || more.length > 0) throw refuse('cli.operand-missing', { params: { operand: what } });
  return first;
}

/** A line per command: how it is called and what it does. */
export function help(commands: readonly Command[], t: Terminal['t']): string {
  const call = (c: Command): string => [c.name, ...Object.entries(c.options).map(([name, o]) => (o.type === 'string' ? `--${name} …` : `--${name}`)), c.operands ?? ''].join(' ').trim();
  const lines = commands.map((c) => `  ${call(c)}\n      ${t(`cli.help.${c.name.replace(' ', '-')}`)}`);
  return [t('cli.usage'), '', ...lines].join('\n');
}
