import type { CliIo } from './cli-io';
import { convert, convertHelp } from './convert';
import { decode, decodeHelp } from './decode';
import { exitCodes, UsageError, type ExitCode } from './exit-codes';
import { listen, listenHelp } from './listen';
import { messages, messagesHelp } from './messages';
import { send, sendHelp } from './send';
import { serve, serveHelp } from './serve';
import { simulate, simulateHelp } from './simulate';
import { version } from './version';

interface Command {
  readonly run: (words: readonly string[], io: CliIo) => Promise<ExitCode>;
  readonly help: string;
}

const commands: ReadonlyMap<string, Command> = new Map([
  ['send', { run: send, help: sendHelp }],
  ['listen', { run: listen, help: listenHelp }],
  ['messages', { run: messages, help: messagesHelp }],
  ['simulate', { run: simulate, help: simulateHelp }],
  ['decode', { run: decode, help: decodeHelp }],
  ['convert', { run: convert, help: convertHelp }],
  ['serve', { run: serve, help: serveHelp }],
]);

const help = `Trunkline ${version}, an SMPP client.

Usage: trunkline <command> [options]

  send       bind, send a message, wait for its receipt
  listen     bind and print every PDU
  messages   list the messages of a data folder
  simulate   run an SMSC on this computer
  decode     take the PDUs of a capture or of hexadecimal text apart
  convert    make pcapng, JSON lines, CSV, text or hexadecimal of a capture
  serve      run Trunkline for a browser on this computer

trunkline help <command> tells the options of a command. Results go to standard output,
notes to standard error.

Exit code: 0 all that was asked for happened; 1 it did not; 2 the arguments cannot be used;
3 the bind failed; 4 a receipt did not come in time or said something else than delivered.
`;

/** Runs one command to its end. Never throws for what a user can cause. */
export async function runCli(words: readonly string[], io: CliIo): Promise<ExitCode> {
  const [name = '', ...rest] = words;
  if (name === 'help' && rest.length > 0 && !rest.includes('--help')) return runCli([...rest, '--help'], io);
  if (name === '--help' || name === '-h' || name === 'help') {
    io.writeOut(help.trimEnd());
    return exitCodes.ok;
  }
  if (name === '--version' || name === '-v') {
    io.writeOut(version);
    return exitCodes.ok;
  }
  const command = commands.get(name);
  if (command === undefined) {
    io.writeNote(name === '' ? help.trimEnd() : `There is no command “${name}”. See trunkline --help.`);
    return exitCodes.usage;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.writeOut(command.help.trimEnd());
    return exitCodes.ok;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.writeNote(`${error.message} See trunkline ${name} --help.`);
    return exitCodes.usage;
  }
}
