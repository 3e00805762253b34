import { describe, expect, it } from 'vitest';
import packageJson from '../../../../package.json';
import { CliRun } from './cli-run';

const connection = ['--host', '127.0.0.1', '--port', '2775', '--system-id', 'demo'];
const message = ['--from', '4711', '--to', '12025550123', '--text', 'Hello'];

describe('help', () => {
  it.each([['--help'], ['-h'], ['help']])('%s tells the commands and the exit codes', async (word) => {
    const run = new CliRun([word]);
    expect(await run.code).toBe(0);
    expect(run.out.join('\n')).toMatch(/send[\s\S]*listen[\s\S]*simulate[\s\S]*serve[\s\S]*Exit code/);
  });

  it.each(['send', 'listen', 'simulate', 'serve'])('%s --help tells its options', async (command) => {
    const run = new CliRun([command, '--help']);
    expect(await run.code).toBe(0);
    expect(run.out[0]).toMatch(new RegExp(`^Usage: trunkline ${command} `));
    expect(run.out[0]).toContain('--json');
  });

  it.each(['send', 'listen', 'messages', 'simulate', 'decode', 'convert', 'serve'])(
    'help %s is the same as %s --help',
    async (command) => {
      const run = new CliRun(['help', command]);
      expect(await run.code).toBe(0);
      const option = new CliRun([command, '--help']);
      expect(await option.code).toBe(0);
      expect(run.out).toEqual(option.out);
      expect(run.out[0]).toMatch(new RegExp(`^Usage: trunkline ${command} `));
    },
  );

  it('--version tells the version', async () => {
    const run = new CliRun(['--version']);
    expect(await run.code).toBe(0);
    expect(run.out).toEqual([packageJson.version]);
  });
});

describe('arguments that cannot be used end with 2', () => {
  it.each([
    [[], /^Trunkline .*Usage/s],
    [['sned'], /^There is no command “sned”/],
    [['help', 'sned'], /^There is no command “sned”/],
    [['send', ...connection, ...message, '--long'], /^--long has no value\. See/],
    [['send', ...connection, ...message, '--json=yes'], /^--json takes no value\. See/],
    [
      ['send', ...connection, ...message, '--version', '3.3'],
      /^--bind: SMPP 3\.3 has no transceiver\. Choose another --bind, or version 3\.4\./,
    ],
    [
      ['send', ...connection, ...message, '--version', '3.3', '--bind', 'transmitter', '--pdu', 'data_sm'],
      /^--pdu: The connection speaks SMPP 3\.3, which has no data_sm\. Choose submit_sm\./,
    ],
    [['send', ...connection, ...message, '--colour', 'red'], /--colour/],
    [['send', ...connection, ...message, 'more'], /more/],
    [['send', ...connection, '--from', '4711', '--to', '12025550123'], /^--text is missing\./],
    [['send', ...connection, '--from', '4711', '--text', 'x', '--to', ' '], /^--to is empty\./],
    [['send', ...connection, '--from', '4711', '--text', 'x', '--to', '1'.repeat(21)], /^--to: .*at most 20/],
    [['send', ...connection, ...message.slice(0, 4), '--text', 'a'.repeat(40_000)], /at most 255/],
    [['send', ...message, '--host', 'x', '--port', '2775'], /^--system-id is missing\./],
    [['send', ...message, '--host', '', '--port', '2775', '--system-id', 'demo'], /^--host: /],
    [
      ['send', ...message, '--host', 'x', '--port', '0', '--system-id', 'demo'],
      /^--port takes a whole number from 1 to 65535/,
    ],
    [['send', ...message, '--host', 'x', '--port', '27x', '--system-id', 'demo'], /not “27x”/],
    [
      ['send', ...connection, ...message, '--bind', 'receiver'],
      /^--bind is transceiver, pair or transmitter, not “receiver”/,
    ],
    [
      ['send', ...connection, ...message, '--bind', 'transmitter', '--wait-receipt', '5'],
      /receipts never come on a transmitter/,
    ],
    [['send', ...connection, ...message, '--wait-receipt', 'soon'], /^--wait-receipt takes seconds/],
    [
      ['send', ...connection, ...message, '--wait-receipt', '-3'],
      /^--wait-receipt has no value\. One that begins with a dash is written after a sign: --wait-receipt=-1\. See/,
    ],
    [['send', ...connection, ...message, '--wait-receipt', '0'], /^--wait-receipt takes seconds/],
    [
      ['send', ...connection, ...message, '--password', 'secret01'],
      /^A password is not taken as an argument/,
    ],
    [['listen', ...connection, '--password=secret01'], /^A password is not taken as an argument/],
    [['send', ...connection, ...message, '--password-env', 'NOT_THERE'], /no environment variable NOT_THERE/],
    [['send', ...connection, ...message], /^There is no password: standard input has no line/],
    [['send', ...connection, ...message, '--tls-ca', 'ca.pem'], /needs --tls/],
    [['send', ...connection, ...message, '--tls-insecure'], /needs --tls/],
    [
      ['send', ...connection, ...message, '--tls', '--tls-ca', '/no/such/file.pem'],
      /\/no\/such\/file\.pem cannot be read/,
    ],
    [['listen', ...connection, '--bind', 'transmitter'], /^--bind is transceiver, pair or receiver/],
    [['listen', ...connection, '--count', '0'], /^--count takes a whole number from 1/],
    [['listen', ...connection, '--for', '-1'], /--for/],
    [['listen', ...connection, '--connection-timeout', '4000'], /^--connection-timeout: /],
    [['simulate'], /^--port is missing\./],
    [['simulate', '--port', '0', '--system-id', 'demo'], /go together/],
    [['simulate', '--port', '0', '--password', 'x'], /go together/],
    [['simulate', '--port', '0', '--system-id', 'a', '--password', 'x', '--password-env', 'P'], /once/],
    [['serve', '--port', '65536'], /^--port takes a whole number/],
  ])('%j', async (words, note) => {
    const run = new CliRun(words);
    expect(await run.code).toBe(2);
    expect(run.out).toEqual([]);
    expect(run.notes).toHaveLength(1);
    expect(run.notes[0]).toMatch(note);
    expect(run.stopListenerCount).toBe(0);
  });

  it('never repeats a password that was given', async () => {
    const run = new CliRun(['send', ...connection, ...message, '--password', 'hunter22']);
    await run.code;
    expect(run.notes.join()).not.toContain('hunter22');
  });
});
